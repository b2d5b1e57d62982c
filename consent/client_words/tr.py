"""Turkish."""

from typing import Final

from consent.client_words.form import SlipWords, StopWords

SLIP: Final = SlipWords(
    title="Hakkınızda ilettiklerimiz",
    passed_on="{team} adınızı, adresinizi, telefon numaranızı ve e-posta adresinizi {receiver} kurumuna iletir. "
    "Başka hiçbir şey iletmez.",
    ours="Bizde: {receiver} bilgilerinizi açtıktan {days_opened} gün sonra onları sileriz. "
    "Bu, en geç gönderimden {days_sent} gün sonradır.",
    theirs="{receiver} kurumunda: yardım isteyip istemediğiniz belli olana kadar. Yardım istemezseniz {receiver} her "
    "şeyi siler. İsterseniz dosyanız, yardımın bitmesinden sonra 10 yıl orada kalır.",
    take_back="Artık istemiyor musunuz? Fikrinizi her zaman değiştirebilirsiniz.",
    alone="Bunu istediğiniz zaman kendiniz yapabilirsiniz. {address} adresine gidin, referansı ve kodu yazın.",
    by_phone="Ya da {team} ekibini arayın: {phone}. Sorularınız için de arayabilirsiniz.",
    tell_us="Ya da {team} ekibine veya {receiver} kurumuna söyleyin.",
    keep_safe="Bu kâğıdı saklayın. Kodu kimseye vermeyin: koda sahip olan herkes onayınızı geri alabilir.",
    reference="Referans",
    code="Kod",
)

STOP: Final = StopWords(
    language_name="Türkçe",
    to_content="İçeriğe git",
    languages="Dil",
    title="Onayınızı geri almak",
    intro="Kind en Gezin bilgilerinizi iletti mi? Bunu burada durdurabilirsiniz. Nedenini söylemeniz gerekmez.",
    on_your_slip="Referans ve kod, size verilen kâğıtta yazılıdır.",
    reference="Referans",
    reference_hint="8 harf ve rakam, örneğin K7QM-4TRX",
    code="Kod",
    code_hint="21 rakam",
    go_on="Devam",
    problem="Bir sorun var",
    no_reference="Referansı yazın. Kâğıdınızda yazılıdır.",
    wrong_reference="Referans 8 harf ve rakamdan oluşur. Kâğıdınızdan kontrol edin.",
    no_code="Kodu yazın. Kâğıdınızda yazılıdır.",
    wrong_length="Kod 21 rakamdan oluşur. Kâğıdınızdan kontrol edin.",
    mistyped="Bir şey yanlış yazılmış. Referansı ve kodu kâğıdınızdan kontrol edin.",
    sure="Durdurmamızı istiyor musunuz?",
    what_follows="O zaman artık hiçbir şey göndermeyiz. OCMW veya CAW kurumundan bilgilerinizi silmesini isteriz. "
    "Kind en Gezin’den aldığınız yardım aynı kalır.",
    you_typed="Yazdığınız",
    stop="Evet, durdurun",
    change="Başka bir şey yazmak",
    heard="Mesajınızı aldık",
    if_right="Referans ve kod birbirine ait mi? O zaman onayınız şu andan itibaren geri alınmıştır. "
    "Artık hiçbir şey göndermeyiz ve bilgilerinizin silinmesini isteriz.",
    no_more_is_said="Burada daha fazlasını söylemiyoruz. Böylece başka kimse sizin hakkınızda bir şey öğrenemez.",
    certainty="Emin olmak ister misiniz? Kâğıdınızdaki numarayı arayın.",
    wait="Biraz bekleyin",
    wait_why="Buradan aynı anda çok sayıda mesaj geldi. Bir dakika sonra yeniden deneyin ya da kâğıdınızdaki numarayı "
    "arayın.",
)
