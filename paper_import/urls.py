from django.urls import path

from paper_import.views import drafts, exports, imports, typing_over

app_name = "paper_import"
urlpatterns = [
    path("uitvoer/<sheet:kind>/", exports.export, name="export"),
    path("invoer/", imports.imports, name="imports"),
    path("invoer/sjabloon/<sheet:kind>/", imports.template, name="template"),
    path("invoer/<uuid:import_pk>/", imports.paper_import, name="import"),
    path("invoer/<uuid:import_pk>/bevestigen/", imports.confirm, name="confirm_import"),
    path("invoer/<uuid:import_pk>/verwerpen/", imports.discard, name="discard_import"),
    path("papieren/", drafts.papers, name="papers"),
    path("papieren/nieuw/", drafts.begin, name="begin_paper"),
    path("papieren/<uuid:draft_pk>/", typing_over.paper, name="paper"),
    path("papieren/<uuid:draft_pk>/blad/<int:number>/", typing_over.picture, name="paper_page"),
    path("papieren/<uuid:draft_pk>/weggooien/", drafts.discard, name="discard_paper"),
]
