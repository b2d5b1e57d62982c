"""The information for clients, version 2026-1, in six languages (R52, R58). Never changed: another is a new module.

The translations were made from the Dutch, and wait for someone who grew up with the language.
"""

from typing import Final

from consent.sheet import Sheet, five_points

SHEETS: Final[dict[str, Sheet]] = {
    "nl": Sheet(
        title="Mogen wij uw gegevens doorgeven?",
        intro="U spreekt met {team}. {receiver} kan u misschien helpen. "
        "Wij geven uw gegevens alleen door als u dat wilt. Dit moet u eerst weten.",
        points=five_points(
            purpose="Het doel: {receiver} neemt contact met u op. Samen bekijkt u op welke hulp u recht hebt.",
            data="Welke gegevens: Wij geven alleen uw naam, adres, telefoonnummer en e-mailadres door. Niets anders.",
            receiver="Met wie: Bij {receiver} leest alleen een maatschappelijk werker uw gegevens. "
            "Ook de leden van {team} kunnen ze zien. Zij zijn allen gebonden door het beroepsgeheim.",
            next_steps="Wat er daarna gebeurt: {receiver} bewaart uw gegevens tot duidelijk is of u hulp wenst. "
            "Ook {team} bewaart ze, versleuteld. Wenst u geen hulp, dan wist {receiver} uw gegevens. "
            "{team} krijgt daar geen bericht over.",
            expectations="Wat u mag verwachten: U kiest zelf. U mag altijd van gedacht veranderen, bij ons of bij "
            "{receiver}. Nee zeggen heeft geen gevolgen voor de hulp van Kind en Gezin.",
        ),
        question="Hebt u vragen? Mogen wij uw gegevens doorgeven aan {receiver}?",
        agreed="Ja, {team} mag mijn gegevens doorgeven aan {receiver}. Ik kreeg uitleg over de vijf punten. "
        "Ik beslis dit vrij.",
        name="Naam",
        day="Datum",
        signature="Handtekening",
    ),
    "fr": Sheet(
        title="Pouvons-nous transmettre vos données\N{NO-BREAK SPACE}?",
        intro="Vous parlez avec {team}. {receiver} peut peut-être vous aider. "
        "Nous ne transmettons vos données que si vous le voulez. Voici ce que vous devez d’abord savoir.",
        points=five_points(
            purpose="Le but: {receiver} prend contact avec vous. Vous regardez ensemble à quelle aide vous avez droit.",
            data="Quelles données: Nous transmettons uniquement votre nom, votre adresse, votre numéro de téléphone "
            "et votre adresse e-mail. Rien d’autre.",
            receiver="Avec qui: Chez {receiver}, seul un travailleur social lit vos données. "
            "Les membres de {team} peuvent aussi les voir. Tous sont tenus au secret professionnel.",
            next_steps="Ce qui se passe ensuite: {receiver} garde vos données jusqu’à ce qu’il soit clair si vous "
            "souhaitez de l’aide. {team} les garde aussi, de façon chiffrée. Si vous ne souhaitez pas d’aide, "
            "{receiver} efface vos données. {team} n’en reçoit pas de message.",
            expectations="À quoi vous pouvez vous attendre: C’est vous qui choisissez. Vous pouvez toujours changer "
            "d’avis, chez nous ou chez {receiver}. Dire non n’a pas de conséquence pour l’aide de Kind en Gezin.",
        ),
        question="Avez-vous des questions\N{NO-BREAK SPACE}? "
        "Pouvons-nous transmettre vos données à {receiver}\N{NO-BREAK SPACE}?",
        agreed="Oui, {team} peut transmettre mes données à {receiver}. J’ai reçu des explications sur les cinq "
        "points. Je décide librement.",
        name="Nom",
        day="Date",
        signature="Signature",
        notice="Ceci est une traduction. Elle n’a pas encore été vérifiée. Le texte néerlandais fait foi.",
    ),
    "en": Sheet(
        title="May we pass on your details?",
        intro="You are talking to {team}. {receiver} may be able to help you. "
        "We only pass on your details if you want us to. This is what you need to know first.",
        points=five_points(
            purpose="The purpose: {receiver} will contact you. Together you look at what help you are entitled to.",
            data="Which details: We only pass on your name, address, phone number and e-mail address. Nothing else.",
            receiver="With whom: At {receiver}, only a social worker reads your details. "
            "The members of {team} can see them too. They are all bound by professional secrecy.",
            next_steps="What happens next: {receiver} keeps your details until it is clear whether you want help. "
            "{team} keeps them too, encrypted. If you do not want help, {receiver} erases your details. "
            "{team} is not told about that.",
            expectations="What you can expect: You choose. You can always change your mind, with us or with "
            "{receiver}. Saying no has no consequences for the help you get from Kind en Gezin.",
        ),
        question="Do you have any questions? May we pass on your details to {receiver}?",
        agreed="Yes, {team} may pass on my details to {receiver}. The five points were explained to me. "
        "I decide this freely.",
        name="Name",
        day="Date",
        signature="Signature",
        notice="This is a translation. It has not been checked yet. The Dutch text counts.",
    ),
    "ar": Sheet(
        title="هل يمكننا تمرير بياناتك؟",
        intro="أنت تتحدث مع {team}. قد تستطيع مؤسسة {receiver} مساعدتك. "
        "لا نمرر بياناتك إلا إذا أردت ذلك. هذا ما يجب أن تعرفه أولاً.",
        points=five_points(
            purpose="الهدف: ستتواصل معك مؤسسة {receiver}. وتنظران معاً في المساعدة التي يحق لك الحصول عليها.",
            data="ما هي البيانات: نمرر فقط اسمك وعنوانك ورقم هاتفك وبريدك الإلكتروني. ولا شيء غير ذلك.",
            receiver="مع من: في {receiver} لا يقرأ بياناتك إلا عامل اجتماعي. "
            "ويمكن لأعضاء {team} أيضاً الاطلاع عليها. وجميعهم ملزمون بالسر المهني.",
            next_steps="ماذا يحدث بعد ذلك: تحتفظ مؤسسة {receiver} ببياناتك إلى أن يتضح ما إذا كنت ترغب في المساعدة. "
            "ويحتفظ بها فريق {team} أيضاً بشكل مشفّر. إذا لم ترغب في المساعدة، تمحو مؤسسة {receiver} بياناتك. "
            "ولا يُبلَّغ فريق {team} بذلك.",
            expectations="ماذا يمكنك أن تتوقع: أنت من يختار. يمكنك دائماً تغيير رأيك، لدينا أو لدى {receiver}. "
            "قول «لا» ليس له أي عواقب على المساعدة التي تقدمها لك Kind en Gezin.",
        ),
        question="هل لديك أسئلة؟ هل يمكننا تمرير بياناتك إلى {receiver}؟",
        agreed="نعم، يجوز لفريق {team} تمرير بياناتي إلى {receiver}. لقد شُرحت لي النقاط الخمس. أقرر ذلك بحرية.",
        name="الاسم",
        day="التاريخ",
        signature="التوقيع",
        notice="هذه ترجمة لم تُراجَع بعد. النص الهولندي هو المعتمد.",
    ),
    "tr": Sheet(
        title="Bilgilerinizi iletebilir miyiz?",
        intro="{team} ile konuşuyorsunuz. {receiver} size belki yardımcı olabilir. "
        "Bilgilerinizi yalnızca siz isterseniz iletiriz. Önce şunları bilmeniz gerekir.",
        points=five_points(
            purpose="Amaç: {receiver} sizinle iletişime geçer. Hangi yardıma hakkınız olduğuna birlikte bakarsınız.",
            data="Hangi bilgiler: Yalnızca adınızı, adresinizi, telefon numaranızı ve e-posta adresinizi iletiriz. "
            "Başka hiçbir şey iletmeyiz.",
            receiver="Kiminle: {receiver} kurumunda bilgilerinizi yalnızca bir sosyal hizmet görevlisi okur. "
            "{team} üyeleri de bu bilgileri görebilir. Hepsi meslek sırrına uymak zorundadır.",
            next_steps="Sonra ne olur: {receiver}, yardım isteyip istemediğiniz belli olana kadar bilgilerinizi "
            "saklar. {team} de bilgileri şifreli olarak saklar. Yardım istemezseniz {receiver} bilgilerinizi siler. "
            "{team} bu konuda bilgilendirilmez.",
            expectations="Ne bekleyebilirsiniz: Kararı siz verirsiniz. Bize veya {receiver} kurumuna söyleyerek "
            "fikrinizi her zaman değiştirebilirsiniz. Hayır demeniz, Kind en Gezin’den aldığınız yardımı etkilemez.",
        ),
        question="Sorunuz var mı? Bilgilerinizi {receiver} kurumuna iletebilir miyiz?",
        agreed="Evet, {team} bilgilerimi {receiver} kurumuna iletebilir. Beş nokta bana açıklandı. "
        "Bu kararı özgürce veriyorum.",
        name="Ad ve soyad",
        day="Tarih",
        signature="İmza",
        notice="Bu bir çeviridir. Henüz kontrol edilmemiştir. Felemenkçe metin geçerlidir.",
    ),
    "uk": Sheet(
        title="Чи можемо ми передати ваші дані?",
        intro="Ви розмовляєте з командою {team}. Можливо, {receiver} зможе вам допомогти. "
        "Ми передаємо ваші дані, лише якщо ви цього хочете. Ось що вам треба знати спочатку.",
        points=five_points(
            purpose="Мета: {receiver} зв’яжеться з вами. Разом ви з’ясуєте, на яку допомогу ви маєте право.",
            data="Які дані: Ми передаємо лише ваше ім’я та прізвище, адресу, номер телефону й електронну адресу. "
            "Більше нічого.",
            receiver="Кому: У {receiver} ваші дані читає лише соціальний працівник. "
            "Члени команди {team} також можуть їх бачити. Усі вони зобов’язані зберігати професійну таємницю.",
            next_steps="Що буде далі: {receiver} зберігає ваші дані, доки не стане зрозуміло, чи хочете ви допомоги. "
            "Команда {team} також зберігає їх у зашифрованому вигляді. Якщо ви не хочете допомоги, {receiver} "
            "видаляє ваші дані. Команді {team} про це не повідомляють.",
            expectations="Чого ви можете очікувати: Вибираєте ви. Ви завжди можете передумати й сказати про це нам або "
            "{receiver}. Відмова не вплине на допомогу, яку ви отримуєте від Kind en Gezin.",
        ),
        question="Чи є у вас запитання? Чи можемо ми передати ваші дані до {receiver}?",
        agreed="Так, команда {team} може передати мої дані до {receiver}. Мені пояснили п’ять пунктів. "
        "Я вирішую це вільно.",
        name="Ім’я та прізвище",
        day="Дата",
        signature="Підпис",
        notice="Це переклад. Його ще не перевірили. Чинним є текст нідерландською мовою.",
    ),
}
