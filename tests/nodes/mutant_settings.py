"""Production, with the known bug of FAULTS_MUTANT planted once all rooms are loaded."""

from settings import prod

globals().update({name: getattr(prod, name) for name in dir(prod) if name.isupper()})
INSTALLED_APPS = [*prod.INSTALLED_APPS, "tests.nodes.mutants.Planting"]
