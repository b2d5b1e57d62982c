"""Turkish."""

from typing import Final

from consent.sheet import SheetSection, WholeSheet, five_points

SHEET: Final = WholeSheet(
    title="Bilgilerinizi iletebilir miyiz?",
    intro="{team} ile konuşuyorsunuz. {receiver} size belki yardımcı olabilir. "
    "Bilgilerinizi yalnızca siz isterseniz iletiriz. Önce şunları bilmeniz gerekir.",
    points=five_points(
        purpose="Amaç: {receiver} sizinle iletişime geçer. Hangi yardıma hakkınız olduğuna birlikte bakarsınız.",
        data="Hangi bilgiler: Yalnızca adınız, adresiniz, telefon numaranız ve e-posta adresiniz. Başka hiçbir şey.",
        receiver="Kiminle: {receiver} kurumunda bilgilerinizi yalnızca bir sosyal hizmet görevlisi okur. Biz, "
        "{team} üyeleri de bu bilgileri görebiliriz. Hepimiz meslek sırrına uymak zorundayız. Başka bir hizmet "
        "bilgilerinizi ancak siz önce buna ayrıca evet derseniz alır.",
        next_steps="Sonra ne olur: Bilgilerinizi şifreli olarak saklarız. {receiver} onları açtıktan "
        "{days_opened} gün sonra, en geç gönderimden {days_sent} gün sonra sileriz. Onayınızın kanıtı, sizi "
        "yeniden bulmaya yarayan gizli bir işaretle birlikte 10 yıl kalır. {receiver}, yardım isteyip "
        "istemediğiniz belli olana kadar bilgilerinizi saklar. Yardım istemezseniz {receiver} bilgilerinizi "
        "siler. {team} bu konuda bilgilendirilmez. Yardım isterseniz dosyanız, kapatıldıktan sonra 10 yıl orada "
        "kalır.",
        expectations="Ne bekleyebilirsiniz: Kararı siz verirsiniz. Hayır demeniz, Kind en Gezin’den aldığınız "
        "yardımı etkilemez. Fikrinizi her zaman değiştirebilirsiniz. Bize söylerseniz {receiver} kurumuna "
        "bildiririz; o da bilgilerinizi siler. {receiver} kurumuna söylerseniz bilgiler orada da silinir. Bize "
        "bu konuda bilgi verilmez. Size verilen kodla {stop} adresinde kendiniz de yapabilirsiniz.",
    ),
    sections=(
        SheetSection(
            "Kim sorumludur?",
            "Bilgilerin iletilmesinden {agency}, sonrasından {receiver} sorumludur. Buna 30 Nisan 2004 tarihli "
            "kararnamenin 10/1. maddesi izin verir; yalnızca sizin onayınızla.",
        ),
        SheetSection(
            "Haklarınız",
            "Bilgilerinizi görebilir, düzelttirebilir, sildirebilir veya yanınıza alabilirsiniz. "
            "Kullanılmamasını isteyebilirsiniz. Bunu bize, {receiver} kurumuna veya bir veri koruma görevlisine "
            "(DPO) sorun. Vlaamse Toezichtcommissie’ye ve Veri Koruma Kurumu’na (Gegevensbeschermingsautoriteit) "
            "şikâyette bulunabilirsiniz.",
        ),
    ),
    reach="Aramak veya yazmak için",
    question="Sorularınız var mı? Bilgilerinizi {receiver} kurumuna iletebilir miyiz?",
    agreed="Evet, {team} bilgilerimi {receiver} kurumuna iletebilir. Beş nokta bana açıklandı. "
    "Bu kararı özgürce veriyorum.",
    name="Ad ve soyad",
    day="Tarih",
    signature="İmza",
    notice="Bu bir çeviridir. Henüz kontrol edilmemiştir. Felemenkçe metin geçerlidir.",
)
