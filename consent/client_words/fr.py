"""French."""

from typing import Final

from consent.client_words.form import SlipWords, StopWords

SLIP: Final = SlipWords(
    title="Ce que nous transmettons de vous",
    passed_on="{team} transmet votre nom, votre adresse, votre numéro de téléphone et votre adresse e-mail "
    "à {receiver}. Rien d’autre.",
    ours="Chez nous\N{NO-BREAK SPACE}: nous effaçons vos données {days_opened} jours après que {receiver} les a "
    "ouvertes. C’est au plus tard {days_sent} jours après l’envoi.",
    theirs="Chez {receiver}\N{NO-BREAK SPACE}: jusqu’à ce qu’il soit clair si vous voulez de l’aide. Si vous n’en "
    "voulez pas, {receiver} efface tout. Si vous en voulez, "
    "votre dossier y reste jusqu’à 10 ans après la fin de l’aide.",
    take_back="Vous ne le voulez plus\N{NO-BREAK SPACE}? Vous pouvez toujours changer d’avis.",
    alone="Faites-le vous-même, quand vous voulez. Allez sur {address} et tapez la référence et le code.",
    by_phone="Ou téléphonez à {team}\N{NO-BREAK SPACE}: {phone}. Aussi pour vos questions.",
    tell_us="Ou dites-le à {team} ou à {receiver}.",
    keep_safe="Gardez cette feuille. Ne donnez le code à personne\N{NO-BREAK SPACE}: "
    "avec ce code, on peut retirer votre consentement.",
    reference="Référence",
    code="Code",
)

STOP: Final = StopWords(
    language_name="Français",
    to_content="Aller au contenu",
    languages="Langue",
    title="Retirer votre consentement",
    intro="Kind en Gezin a transmis vos données\N{NO-BREAK SPACE}? Ici, vous pouvez arrêter cela. "
    "Vous ne devez pas dire pourquoi.",
    on_your_slip="La référence et le code sont sur la feuille que vous avez reçue.",
    reference="Référence",
    reference_hint="8 lettres et chiffres, par exemple K7QM-4TRX",
    code="Code",
    code_hint="21 chiffres",
    go_on="Continuer",
    problem="Il y a un problème",
    no_reference="Tapez la référence. Elle est sur votre feuille.",
    wrong_reference="La référence compte 8 lettres et chiffres. Vérifiez-la sur votre feuille.",
    no_code="Tapez le code. Il est sur votre feuille.",
    wrong_length="Le code compte 21 chiffres. Vérifiez-le sur votre feuille.",
    mistyped="Il y a une faute de frappe. Vérifiez la référence et le code sur votre feuille.",
    sure="Voulez-vous que nous arrêtions\N{NO-BREAK SPACE}?",
    what_follows="Nous n’envoyons alors plus rien. Nous demandons au CPAS (OCMW) ou au CAW d’effacer vos données. "
    "L’aide de Kind en Gezin reste la même.",
    you_typed="Vous avez tapé",
    stop="Oui, arrêtez",
    change="Taper autre chose",
    heard="Nous avons reçu votre message",
    if_right="La référence et le code vont-ils ensemble\N{NO-BREAK SPACE}? Alors votre consentement est retiré dès "
    "maintenant. Nous n’envoyons plus rien et nous demandons d’effacer vos données.",
    no_more_is_said="Nous ne disons rien de plus ici. Ainsi, personne d’autre n’apprend quelque chose sur vous.",
    certainty="Vous voulez être sûr\N{NO-BREAK SPACE}? Téléphonez au numéro sur votre feuille.",
    wait="Attendez un peu",
    wait_why="Beaucoup de messages sont arrivés ici en même temps. Réessayez dans une minute, "
    "ou téléphonez au numéro sur votre feuille.",
)
