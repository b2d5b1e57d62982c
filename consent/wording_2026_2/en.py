"""English."""

from typing import Final

from consent.sheet import SheetSection, WholeSheet, five_points

SHEET: Final = WholeSheet(
    title="May we pass on your details?",
    intro="You are talking to {team}. {receiver} may be able to help you. "
    "We pass on your details only if you want us to. You need to know this first.",
    points=five_points(
        purpose="The purpose: {receiver} will contact you. Together you look at what help you are entitled to.",
        data="Which details: Only your name, address, phone number and e-mail address. Nothing else.",
        receiver="With whom: At {receiver}, only a social worker reads your details. We, the members of {team}, "
        "can see them too. All of us are bound by professional secrecy. Another service gets them only if you "
        "say yes to that first, separately.",
        next_steps="What happens next: We keep your details encrypted. We erase them {days_opened} days after "
        "{receiver} opened them, and at the latest {days_sent} days after sending. The proof of your consent "
        "stays for 10 years, with a secret mark to find you again. {receiver} keeps your details until it is "
        "clear whether you want help. If you do not want help, {receiver} erases your details. {team} gets no "
        "message about that. If you do want help, your file stays there until 10 years after it is closed.",
        expectations="What you can expect: You choose. Saying no has no consequences for the help of Kind en "
        "Gezin. You may always change your mind. If you tell us, we let {receiver} know, which erases your "
        "details. If you tell {receiver}, it erases them too. We get no message about that. You can also do it "
        "yourself on {stop}, with the code that you are given.",
    ),
    sections=(
        SheetSection(
            "Who is responsible?",
            "{agency} for passing on, {receiver} for what comes after. It is allowed by article 10/1 of the decree of "
            "30 April 2004, and only with your consent.",
        ),
        SheetSection(
            "Your rights",
            "You may look into your details, have them corrected, have them erased or take them with you. You "
            "may ask not to use them. Ask us, {receiver} or a data protection officer (DPO). You can complain to "
            "the Vlaamse Toezichtcommissie and to the Data Protection Authority "
            "(Gegevensbeschermingsautoriteit).",
        ),
    ),
    reach="To call or write",
    question="Do you have any questions? May we pass on your details to {receiver}?",
    agreed="Yes, {team} may pass on my details to {receiver}. The five points were explained to me. "
    "I decide this freely.",
    name="Name",
    day="Date",
    signature="Signature",
    notice="This is a translation. It has not been checked yet. The Dutch text counts.",
)
