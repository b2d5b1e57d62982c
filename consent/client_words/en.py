"""English."""

from typing import Final

from consent.client_words.form import SlipWords, StopWords

SLIP: Final = SlipWords(
    title="What we pass on about you",
    passed_on="{team} passes on your name, address, phone number and e-mail address to {receiver}. Nothing else.",
    ours="With us: we erase your details {days_opened} days after {receiver} opened them. "
    "That is at the latest {days_sent} days after sending.",
    theirs="At {receiver}: until it is clear whether you want help. If you do not want help, {receiver} erases "
    "everything. If you do, your file stays there until 10 years after the help ended.",
    take_back="You do not want this any more? You may always change your mind.",
    alone="Do it yourself, whenever you want. Go to {address} and type the reference and the code.",
    by_phone="Or call {team}: {phone}. With questions too.",
    tell_us="Or tell {team} or {receiver}.",
    keep_safe="Keep this sheet. Do not give the code to anyone: whoever has it can withdraw your consent.",
    reference="Reference",
    code="Code",
)

STOP: Final = StopWords(
    language_name="English",
    to_content="Go to the content",
    languages="Language",
    title="Withdraw your consent",
    intro="Did Kind en Gezin pass on your details? You can stop that here. You do not have to say why.",
    on_your_slip="The reference and the code are on the sheet that you were given.",
    reference="Reference",
    reference_hint="8 letters and digits, for example K7QM-4TRX",
    code="Code",
    code_hint="21 digits",
    go_on="Continue",
    problem="There is a problem",
    no_reference="Type the reference. It is on your sheet.",
    wrong_reference="The reference has 8 letters and digits. Check it on your sheet.",
    no_code="Type the code. It is on your sheet.",
    wrong_length="The code has 21 digits. Check it on your sheet.",
    mistyped="Something was typed wrong. Check the reference and the code on your sheet.",
    sure="Do you want us to stop?",
    what_follows="Then we send nothing more. We ask the OCMW or CAW to erase your details. "
    "The help of Kind en Gezin stays the same.",
    you_typed="You typed",
    stop="Yes, stop",
    change="Type something else",
    heard="We received your message",
    if_right="Do the reference and the code belong together? Then your consent is withdrawn from now on. "
    "We send nothing more, and we ask to erase your details.",
    no_more_is_said="We say nothing more here. That way nobody else learns anything about you.",
    certainty="Do you want to be sure? Call the number on your sheet.",
    wait="Please wait",
    wait_why="Many messages came from here at the same time. Try again in a minute, or call the number on your sheet.",
)
