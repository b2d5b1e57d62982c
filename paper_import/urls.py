from django.urls import path

from paper_import.views import exports, imports

app_name = "paper_import"
urlpatterns = [
    path("uitvoer/<sheet:kind>/", exports.export, name="export"),
    path("invoer/", imports.imports, name="imports"),
    path("invoer/sjabloon/<sheet:kind>/", imports.template, name="template"),
    path("invoer/<uuid:import_pk>/", imports.paper_import, name="import"),
    path("invoer/<uuid:import_pk>/bevestigen/", imports.confirm, name="confirm_import"),
    path("invoer/<uuid:import_pk>/verwerpen/", imports.discard, name="discard_import"),
]
