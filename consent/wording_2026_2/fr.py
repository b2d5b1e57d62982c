"""French."""

from typing import Final

from consent.sheet import SheetSection, WholeSheet, five_points

SHEET: Final = WholeSheet(
    title="Pouvons-nous transmettre vos données\N{NO-BREAK SPACE}?",
    intro="Vous parlez avec {team}. {receiver} peut peut-être vous aider. "
    "Nous ne transmettons vos données que si vous le voulez. Voici ce que vous devez d’abord savoir.",
    points=five_points(
        purpose="Le but: {receiver} prend contact avec vous. Vous regardez ensemble à quelle aide vous avez droit.",
        data="Quelles données: Uniquement votre nom, votre adresse, votre numéro de téléphone et votre adresse e-mail. "
        "Rien d’autre.",
        receiver="Avec qui: Chez {receiver}, seul un travailleur social lit vos données. Nous, les membres de "
        "{team}, pouvons aussi les voir. Tous sont tenus au secret professionnel. Un autre service ne les reçoit "
        "que si vous dites d’abord oui, séparément.",
        next_steps="Ce qui se passe ensuite: Nous gardons vos données de façon chiffrée. Nous les effaçons "
        "{days_opened} jours après que {receiver} les a ouvertes, et au plus tard {days_sent} jours après "
        "l’envoi. La preuve de votre consentement reste 10 ans, avec une marque secrète pour vous retrouver. "
        "{receiver} garde vos données jusqu’à ce qu’il soit clair si vous souhaitez de l’aide. Si vous ne "
        "souhaitez pas d’aide, {receiver} efface vos données. {team} n’en reçoit pas de message. Si vous "
        "souhaitez de l’aide, votre dossier y reste jusqu’à 10 ans après sa clôture.",
        expectations="À quoi vous pouvez vous attendre: C’est vous qui choisissez. Dire non n’a pas de "
        "conséquence pour l’aide de Kind en Gezin. Vous pouvez toujours changer d’avis. Si vous nous le dites, "
        "nous prévenons {receiver}, qui efface vos données. Si vous le dites à {receiver}, vos données y sont "
        "aussi effacées. Nous n’en recevons pas de message. Vous pouvez aussi le faire vous-même sur {stop}, "
        "avec le code que vous recevez.",
    ),
    sections=(
        SheetSection(
            "Qui est responsable\N{NO-BREAK SPACE}?",
            "{agency} pour la transmission, {receiver} pour la suite. C’est permis par l’article 10/1 du décret du "
            "30 avril 2004, et seulement avec votre consentement.",
        ),
        SheetSection(
            "Vos droits",
            "Vous pouvez consulter vos données, les faire corriger, les faire effacer ou les emporter. Vous "
            "pouvez demander de ne pas les utiliser. Demandez-le à nous, à {receiver} ou à un délégué à la "
            "protection des données (DPO). Vous pouvez porter plainte auprès de la Vlaamse Toezichtcommissie et "
            "de l’Autorité de protection des données.",
        ),
    ),
    reach="Téléphoner ou écrire",
    question="Avez-vous des questions\N{NO-BREAK SPACE}? "
    "Pouvons-nous transmettre vos données à {receiver}\N{NO-BREAK SPACE}?",
    agreed="Oui, {team} peut transmettre mes données à {receiver}. J’ai reçu des explications sur les cinq "
    "points. Je décide librement.",
    name="Nom",
    day="Date",
    signature="Signature",
    notice="Ceci est une traduction. Elle n’a pas encore été vérifiée. Le texte néerlandais fait foi.",
)
