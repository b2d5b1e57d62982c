import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('directory', '0001_initial'),
        ('outbox', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='in werking vanaf')),
                ('ends_on', models.DateField(blank=True, help_text='Empty: for an indefinite term (R33).', null=True, verbose_name='tot en met')),
                ('notice_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='opzegtermijn in maanden')),
                ('notice_given_on', models.DateField(blank=True, null=True, verbose_name='opgezegd op')),
                ('notice_given_by_party', models.CharField(blank=True, choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='opgezegd door')),
                ('notice_proof', models.CharField(blank=True, max_length=100, verbose_name='bewijs van de opzegging')),
                ('esignature_code', models.CharField(blank=True, max_length=40, verbose_name='verificatiecode')),
                ('esignature_url', models.URLField(blank=True, max_length=300, verbose_name='webadres van de verificatie')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('amendment', models.CharField(blank=True, choices=[('terms', 'de duur of de opzegtermijn'), ('contacts', 'de contactpersonen of ondertekenaars'), ('mailbox', 'de mailbox of de manier van doorgeven'), ('security', 'de beveiliging van de gegevens'), ('evaluation', 'een afspraak uit de evaluatie'), ('regulation', 'nieuwe regelgeving')], max_length=20, verbose_name='wijziging')),
                ('agreed_from', models.DateField(blank=True, help_text='From when the parties want this version (R44).', null=True, verbose_name='afgesproken vanaf')),
                ('evaluation_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='evaluatie om de (maanden)')),
                ('drawn_up_at_place', models.CharField(blank=True, max_length=100, verbose_name='opgemaakt te')),
                ('council_decision_on', models.DateField(blank=True, null=True, verbose_name='datum van het raadsbesluit')),
                ('council_decision_url', models.URLField(blank=True, max_length=300, verbose_name='webadres van het raadsbesluit')),
                ('legal_ground_gone_on', models.DateField(blank=True, null=True, verbose_name='geen rechtsgrond meer vanaf')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geregistreerd op')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='partner')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement', verbose_name='vervangt')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='lokaal team')),
            ],
            options={
                'verbose_name': 'samenwerkingsovereenkomst',
                'verbose_name_plural': 'samenwerkingsovereenkomsten',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('token_digest', models.BinaryField(unique=True)),
                ('made_at', models.DateTimeField(verbose_name='gemaakt op')),
            ],
            options={
                'verbose_name': 'adres voor de eigen agenda',
                'verbose_name_plural': 'adressen voor de eigen agenda',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('contact_change', 'wijziging van een contactpersoon'), ('evaluation', 'uitnodiging voor de evaluatie'), ('proof_request', 'vraag om bewijs van de beveiliging'), ('processors', 'overzicht van verwerkers'), ('breach', 'melding van een gegevenslek'), ('reminder', 'herinnering'), ('correction', 'gegevens nakijken'), ('returned_mail', 'mail die terugkwam'), ('stop', 'stoppen of opschorten'), ('trouble', 'mail van een aanmelding die niet aankwam'), ('place_opened', 'aanmelden kan nu')], max_length=20, verbose_name='soort')),
                ('to_party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='aan')),
                ('recipient', models.CharField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('subject', models.CharField(max_length=120, verbose_name='onderwerp')),
                ('body', vault.fields.SealedTextField(verbose_name='tekst')),
                ('written_at', models.DateTimeField(verbose_name='geschreven op')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='kwam terug op')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='per post verstuurd op')),
                ('proof', models.CharField(blank=True, max_length=100, verbose_name='bewijs van de verzending')),
                ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='agreements.agreement', verbose_name='overeenkomst')),
                ('transmission', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bericht',
                'verbose_name_plural': 'berichten',
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('proposed_on', models.DateField(blank=True, null=True, verbose_name='voorgestelde dag')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='delen gevraagd op')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='herinnerd op')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='gehouden op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='agreements.agreement')),
                ('invitation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.message')),
            ],
            options={
                'verbose_name': 'evaluatie',
                'verbose_name_plural': 'evaluaties',
            },
        ),
        migrations.CreateModel(
            name='Bottleneck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='gemeld door')),
                ('kind', models.CharField(choices=[('national_number', 'vraag naar het rijksregisternummer'), ('birth_date', 'vraag naar de geboortedatum'), ('family', 'vraag naar de gezinssamenstelling'), ('growth_package', 'vraag naar gegevens van het Groeipakket'), ('other_data', 'vraag naar andere gegevens'), ('no_contact', 'het contact met de cliënt lukt niet'), ('wrong_data', 'de gegevens kloppen niet'), ('wrong_mailbox', 'de aanmelding komt in de verkeerde mailbox toe'), ('wrong_receiver', 'de aanmelding is voor een andere ontvanger'), ('mailbox_full', 'de mailbox is vol'), ('cannot_open', 'het archief gaat niet open'), ('slow_answer', 'het antwoord laat op zich wachten'), ('unreachable', 'de contactpersoon is niet bereikbaar')], max_length=20, verbose_name='knelpunt')),
                ('met_on', models.DateField(verbose_name='vastgesteld op')),
                ('noted_at', models.DateTimeField(verbose_name='genoteerd op')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='teruggenomen op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bottlenecks', to='agreements.agreement')),
                ('evaluation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bottlenecks', to='agreements.evaluation', verbose_name='besproken op')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'knelpunt',
                'verbose_name_plural': 'knelpunten',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('kind', models.CharField(choices=[('representative', 'vertegenwoordiger'), ('contact', 'contactpersoon'), ('breach', 'contact bij gegevenslek')], max_length=20, verbose_name='soort contact')),
                ('name_or_function', models.CharField(max_length=120, verbose_name='naam of functie')),
                ('organisation_name', models.CharField(blank=True, max_length=120, verbose_name='andere organisatie')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefoonnummer')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacten',
            },
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('document', models.CharField(choices=[('agreement', 'samenwerkingsovereenkomst'), ('protocol', 'protocol')], max_length=10, verbose_name='document')),
                ('party', models.CharField(blank=True, choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='plaats onder het document')),
                ('field', models.CharField(choices=[('in_force_from', 'in werking vanaf'), ('ends_on', 'tot en met'), ('notice_months', 'opzegtermijn in maanden'), ('evaluation_months', 'evaluatie om de (maanden)'), ('drawn_up_at_place', 'opgemaakt te'), ('council_decision_on', 'datum van het raadsbesluit'), ('signed_on', 'ondertekend op'), ('name', 'naam'), ('function', 'functie'), ('place', 'plaats'), ('advised_on', 'advies gegeven op'), ('dpo_name', 'naam van de DPO'), ('enterprise_number', 'ondernemingsnummer (KBO)')], max_length=30, verbose_name='gegeven')),
                ('printed', models.CharField(max_length=200, verbose_name='wat er staat')),
                ('reason', models.CharField(choices=[('unreadable', 'niet goed leesbaar'), ('unlikely', 'onwaarschijnlijk'), ('placeholder', 'er staat nog een invulplek'), ('unknown_number', 'het nummer klopt niet of is niet gekend'), ('contradiction', 'een ander gegeven zegt iets anders')], max_length=20, verbose_name='waarom')),
                ('proposed', models.CharField(blank=True, max_length=200, verbose_name='voorstel')),
                ('raised_at', models.DateTimeField(verbose_name='gemeld op')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='nagekeken op')),
                ('outcome', models.CharField(blank=True, choices=[('confirmed', 'bevestigd'), ('corrected', 'verbeterd'), ('dropped', 'vervallen')], max_length=10, verbose_name='uitkomst')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='agreements.agreement', verbose_name='overeenkomst')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'twijfel',
                'verbose_name_plural': 'twijfels',
            },
        ),
        migrations.CreateModel(
            name='EvaluationLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('token_digest', models.BinaryField(unique=True)),
                ('token', vault.fields.SealedTextField(null=True, verbose_name='sleutel van de link')),
                ('sent_at', models.DateTimeField(verbose_name='verstuurd op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0, verbose_name='foute codes')),
                ('done_at', models.DateTimeField(null=True, verbose_name='afgerond op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='beëindigd op')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='agreements.evaluation')),
                ('sent_by', models.ForeignKey(help_text='Empty: an operator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'link voor de evaluatie',
                'verbose_name_plural': 'links voor de evaluatie',
            },
        ),
        migrations.CreateModel(
            name='EvaluationPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('discuss', models.JSONField(default=list, help_text='Codes of EvaluationQuestion.', verbose_name='te bespreken')),
                ('met', models.JSONField(default=list, help_text='Codes of BottleneckKind.', verbose_name='knelpunten')),
                ('wishes', models.JSONField(default=list, help_text='Codes of Amendment.', verbose_name='wat moet wijzigen')),
                ('filled_in_by', models.CharField(max_length=120, verbose_name='ingevuld door')),
                ('filled_in_at', models.DateTimeField(verbose_name='ingevuld op')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agreements.evaluation')),
            ],
            options={
                'verbose_name': 'deel van de evaluatie',
                'verbose_name_plural': 'delen van de evaluatie',
            },
        ),
        migrations.CreateModel(
            name='HeadMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('log', models.UUIDField(verbose_name='logboek')),
                ('day', models.DateField(verbose_name='dag')),
                ('recipient', models.CharField(max_length=254, verbose_name='e-mailadres')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'stand van een logboek',
                'verbose_name_plural': 'standen van de logboeken',
            },
        ),
        migrations.CreateModel(
            name='KnownPapers',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('known_at', models.DateTimeField(verbose_name='bekend sinds')),
                ('facts', models.JSONField(verbose_name='gegevens')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement', verbose_name='overeenkomst')),
            ],
            options={
                'verbose_name': 'bekende gegevens',
                'verbose_name_plural': 'bekende gegevens',
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=254, verbose_name='e-mailadres')),
                ('registered_at', models.DateTimeField(verbose_name='geregistreerd op')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='vervangen op')),
                ('secrecy_attested_on', models.DateField(blank=True, null=True, verbose_name='bevestiging gegeven op')),
                ('secrecy_attested_by', models.CharField(blank=True, max_length=120, verbose_name='bevestiging gegeven door')),
                ('first_verified_at', models.DateTimeField(null=True, verbose_name='eerste controle op')),
                ('second_verified_at', models.DateTimeField(null=True, verbose_name='tweede controle op')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='controle beantwoord op')),
                ('bounced_on', models.DateField(blank=True, null=True, verbose_name='mail kwam terug op')),
                ('first_verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mailbox voor gegevensdeling',
                'verbose_name_plural': 'mailboxen voor gegevensdeling',
            },
        ),
        migrations.CreateModel(
            name='MailboxCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_digest', models.BinaryField(unique=True)),
                ('token', vault.fields.SealedTextField(verbose_name='sleutel van de link')),
                ('code', vault.fields.SealedTextField(verbose_name='code')),
                ('requested_at', models.DateTimeField(verbose_name='gevraagd op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0, verbose_name='foute codes')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='beantwoord op')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='vervangen op')),
                ('mailbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='agreements.mailbox', verbose_name='mailbox')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gevraagd door')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'controle van de mailbox',
                'verbose_name_plural': 'controles van de mailbox',
            },
        ),
        migrations.CreateModel(
            name='StopLetter',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='%(class)s', serialize=False, to='agreements.message')),
                ('takes_back', models.BooleanField(default=False, verbose_name='zegt dat het niet geldt')),
            ],
            options={
                'verbose_name': 'brief over een stop',
                'verbose_name_plural': 'brieven over stops',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NotPrinted',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60, verbose_name='gegeven')),
                ('said_at', models.DateTimeField(verbose_name='gezegd op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='not_printed', to='agreements.agreement')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'gegeven dat niet op het papier staat',
                'verbose_name_plural': 'gegevens die niet op het papier staan',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OwnPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(verbose_name='gevraagd op')),
                ('reminders', models.PositiveSmallIntegerField(default=0, verbose_name='herinneringen')),
                ('done_at', models.DateTimeField(null=True, verbose_name='afgerond op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='teruggenomen op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_parts', to='agreements.agreement')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'eigen deel van de partner',
                'verbose_name_plural': 'eigen delen van partners',
            },
        ),
        migrations.CreateModel(
            name='OwnPartLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('token_digest', models.BinaryField(unique=True)),
                ('token', vault.fields.SealedTextField(null=True, verbose_name='sleutel van de link')),
                ('sent_at', models.DateTimeField(verbose_name='verstuurd op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0, verbose_name='foute codes')),
                ('done_at', models.DateTimeField(null=True, verbose_name='afgerond op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='beëindigd op')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='agreements.ownpart')),
                ('sent_by', models.ForeignKey(help_text='Empty: an operator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'link voor het eigen deel',
                'verbose_name_plural': 'links voor het eigen deel',
            },
        ),
        migrations.CreateModel(
            name='OwnPiece',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('representative', 'vertegenwoordiger'), ('contact', 'contactpersoon'), ('breach', 'contact bij een gegevenslek'), ('dpo', 'DPO'), ('mailbox', 'mailbox voor gegevensdeling'), ('measures', 'beveiliging'), ('publication', 'bekendmaking van het protocol')], max_length=20, verbose_name='wat')),
                ('position', models.PositiveSmallIntegerField(verbose_name='hoeveelste')),
                ('contact_key', models.UUIDField(help_text='Of the contact that was registered at asking.', null=True, verbose_name='contact')),
                ('answer', models.CharField(blank=True, choices=[('given', 'ingevuld'), ('not_printed', 'staat niet op het papier'), ('unknown', 'weet ik niet'), ('gone', 'werkt hier niet meer')], max_length=20, verbose_name='antwoord')),
                ('content', vault.fields.SealedTextField(null=True, verbose_name='inhoud')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='ingevuld op')),
                ('outcome', models.CharField(blank=True, choices=[('taken', 'overgenomen'), ('refused', 'niet overgenomen')], max_length=20, verbose_name='beslissing')),
                ('reason', models.CharField(blank=True, choices=[('other_than_paper', 'op het ondertekende papier staat iets anders'), ('incomplete', 'het is niet volledig'), ('other_organisation', 'het hoort bij een andere organisatie'), ('mailbox_is_shared', 'deze mailbox is niet alleen voor mensen met beroepsgeheim')], max_length=20, verbose_name='reden')),
                ('judged_at', models.DateTimeField(null=True, verbose_name='beslist op')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.ownpartlink')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='agreements.ownpart')),
            ],
            options={
                'verbose_name': 'antwoord van een partner',
                'verbose_name_plural': 'antwoorden van partners',
            },
        ),
        migrations.CreateModel(
            name='PaperFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('agreement', 'ondertekende samenwerkingsovereenkomst'), ('protocol', 'ondertekend protocol'), ('advice_agency', 'advies van de DPO van Opgroeien'), ('advice_partner', 'advies van de DPO van de partner'), ('council', 'raadsbesluit'), ('notice', 'opzeggingsbrief'), ('posting_proof', 'bewijs van een aangetekende zending'), ('proof', 'bewijs van de beveiliging'), ('processors', 'overzicht van verwerkers'), ('processor_contract', 'ondertekende verwerkersovereenkomst'), ('minutes', 'verslag van de evaluatie'), ('gbo', 'ondertekende GBO-overeenkomst'), ('gbo_advice', 'advies van de DPO van het CAW')], max_length=20, verbose_name='soort')),
                ('content', vault.fields.SealedBytesField(null=True, verbose_name='inhoud')),
                ('size', models.PositiveIntegerField(verbose_name='grootte in bytes')),
                ('uploaded_at', models.DateTimeField(verbose_name='opgeladen op')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='weggehaald op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='agreements.agreement', verbose_name='overeenkomst')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bestand',
                'verbose_name_plural': 'bestanden',
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='message',
            name='scan',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.paperfile', verbose_name='scan van het bewijs'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='minutes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.paperfile'),
        ),
        migrations.CreateModel(
            name='Processor',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='verwerker van')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('enterprise_number', models.CharField(blank=True, max_length=10, verbose_name='ondernemingsnummer (KBO)')),
                ('purpose', models.CharField(choices=[('mail', 'e-mail en mailbox'), ('hosting', 'hosting en opslag'), ('case_files', 'software voor cliëntdossiers'), ('support', 'ICT-ondersteuning'), ('backup', 'back-up'), ('security', 'beveiliging en toezicht'), ('other', 'iets anders')], max_length=20, verbose_name='waarvoor')),
                ('contract_signed_on', models.DateField(blank=True, null=True, verbose_name='verwerkersovereenkomst ondertekend op')),
                ('changed_at', models.DateTimeField(verbose_name='gewijzigd op')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='weggehaald op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='processors', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'verwerker',
                'verbose_name_plural': 'verwerkers',
            },
        ),
        migrations.CreateModel(
            name='ProcessorContract',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signed_on', models.DateField(verbose_name='ondertekend op')),
                ('receiver_signatory', models.CharField(max_length=120, verbose_name='ondertekenaar van de ontvanger')),
                ('receiver_function', models.CharField(max_length=120, verbose_name='functie bij de ontvanger')),
                ('agency_signatory', models.CharField(max_length=120, verbose_name='ondertekenaar van Opgroeien')),
                ('agency_function', models.CharField(max_length=120, verbose_name='functie bij Opgroeien')),
                ('sub_processors', models.CharField(blank=True, max_length=500, verbose_name='andere verwerkers')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='ontvanger')),
            ],
            options={
                'verbose_name': 'verwerkersovereenkomst',
                'verbose_name_plural': 'verwerkersovereenkomsten',
                'ordering': ['-signed_on', '-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='ProcessorContractFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('agreement', 'ondertekende samenwerkingsovereenkomst'), ('protocol', 'ondertekend protocol'), ('advice_agency', 'advies van de DPO van Opgroeien'), ('advice_partner', 'advies van de DPO van de partner'), ('council', 'raadsbesluit'), ('notice', 'opzeggingsbrief'), ('posting_proof', 'bewijs van een aangetekende zending'), ('proof', 'bewijs van de beveiliging'), ('processors', 'overzicht van verwerkers'), ('processor_contract', 'ondertekende verwerkersovereenkomst'), ('minutes', 'verslag van de evaluatie'), ('gbo', 'ondertekende GBO-overeenkomst'), ('gbo_advice', 'advies van de DPO van het CAW')], max_length=20, verbose_name='soort')),
                ('content', vault.fields.SealedBytesField(null=True, verbose_name='inhoud')),
                ('size', models.PositiveIntegerField(verbose_name='grootte in bytes')),
                ('uploaded_at', models.DateTimeField(verbose_name='opgeladen op')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='weggehaald op')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='agreements.processorcontract', verbose_name='verwerkersovereenkomst')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bestand',
                'verbose_name_plural': 'bestanden',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProcessorOverview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('by_party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='van')),
                ('given_on', models.DateField(verbose_name='bezorgd op')),
                ('recorded_at', models.DateTimeField(verbose_name='genoteerd op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='processor_overviews', to='agreements.agreement')),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.paperfile')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.message')),
            ],
            options={
                'verbose_name': 'overzicht van verwerkers',
                'verbose_name_plural': 'overzichten van verwerkers',
            },
        ),
        migrations.CreateModel(
            name='ProofRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='bewijs ontvangen op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proof_requests', to='agreements.agreement')),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.paperfile')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.message', verbose_name='bericht')),
            ],
            options={
                'verbose_name': 'vraag om bewijs',
                'verbose_name_plural': 'vragen om bewijs',
            },
        ),
        migrations.CreateModel(
            name='Protocol',
            fields=[
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='in werking vanaf')),
                ('ends_on', models.DateField(blank=True, help_text='Empty: for an indefinite term (R33).', null=True, verbose_name='tot en met')),
                ('notice_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='opzegtermijn in maanden')),
                ('notice_given_on', models.DateField(blank=True, null=True, verbose_name='opgezegd op')),
                ('notice_given_by_party', models.CharField(blank=True, choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='opgezegd door')),
                ('notice_proof', models.CharField(blank=True, max_length=100, verbose_name='bewijs van de opzegging')),
                ('esignature_code', models.CharField(blank=True, max_length=40, verbose_name='verificatiecode')),
                ('esignature_url', models.URLField(blank=True, max_length=300, verbose_name='webadres van de verificatie')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ended_for_breach_on', models.DateField(blank=True, null=True, verbose_name='stopgezet wegens inbreuk op')),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='agreements.agreement', verbose_name='samenwerkingsovereenkomst')),
            ],
            options={
                'verbose_name': 'protocol',
                'verbose_name_plural': 'protocollen',
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='mailbox',
            name='protocol',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailboxes', to='agreements.protocol'),
        ),
        migrations.CreateModel(
            name='DpoAdvice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('dpo_name', models.CharField(blank=True, max_length=120, verbose_name='naam van de DPO')),
                ('dpo_email', models.CharField(blank=True, max_length=254, verbose_name='e-mailadres van de DPO')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='advies gevraagd op')),
                ('advised_on', models.DateField(blank=True, null=True, verbose_name='advies gegeven op')),
                ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dpo_advices', to='agreements.protocol')),
            ],
            options={
                'verbose_name': 'advies van de DPO',
                'verbose_name_plural': 'adviezen van de DPO’s',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('url', models.URLField(max_length=300, verbose_name='webadres')),
                ('published_on', models.DateField(verbose_name='bekendgemaakt op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'bekendmaking van het protocol',
                'verbose_name_plural': 'bekendmakingen van het protocol',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('deadline', models.CharField(choices=[('agreement_ends', 'einde van de overeenkomst'), ('agreement_notice', 'laatste dag van de opgezegde overeenkomst'), ('protocol_ends', 'einde van het protocol'), ('protocol_notice', 'laatste dag van het opgezegde protocol'), ('suspension_ends', 'einde van de opschorting'), ('evaluation', 'evaluatie'), ('advice_agency', 'advies van de DPO van Opgroeien'), ('advice_partner', 'advies van de DPO van de partner'), ('sign_agreement', 'handtekeningen onder de overeenkomst'), ('sign_protocol', 'handtekeningen onder het protocol')], max_length=20, verbose_name='waaraan')),
                ('due_on', models.DateField(verbose_name='dag')),
                ('moment', models.CharField(choices=[('three_months_before', 'three_months_before'), ('one_month_before', 'one_month_before'), ('day_after', 'day_after')], max_length=20, verbose_name='wanneer')),
                ('reminded_at', models.DateTimeField(verbose_name='herinnerd op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'herinnering',
                'verbose_name_plural': 'herinneringen',
            },
        ),
        migrations.CreateModel(
            name='ReportedChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('purpose', 'wetgeving: het doel van het doorgeven'), ('proportionality', 'wetgeving: welke gegevens nodig zijn'), ('frequency', 'wetgeving: hoe vaak er doorgegeven wordt'), ('duration', 'wetgeving: hoelang het doorgeven duurt'), ('other_law', 'wetgeving: iets anders'), ('processors', 'verwerkers')], max_length=20, verbose_name='wat wijzigde')),
                ('reported_on', models.DateField(verbose_name='gemeld op')),
                ('answer', models.CharField(blank=True, choices=[('nothing', 'niets: de papieren blijven kloppen'), ('consulted', 'de partijen overlegden'), ('papers_changed', 'de papieren zijn aangepast'), ('overview_changed', 'het overzicht van verwerkers is aangepast'), ('suspended', 'het doorgeven is opgeschort')], max_length=20, verbose_name='wat er gedaan is')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='gedaan op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported_changes', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'gemelde wijziging',
                'verbose_name_plural': 'gemelde wijzigingen',
            },
        ),
        migrations.CreateModel(
            name='SecurityMeasures',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('policy_confirmed_on', models.DateField(blank=True, null=True, verbose_name='veiligheidsbeleid met veiligheidsplan')),
                ('dpo_confirmed_on', models.DateField(blank=True, null=True, verbose_name='functionaris voor gegevensbescherming (DPO)')),
                ('register_confirmed_on', models.DateField(blank=True, null=True, verbose_name='opgenomen in het verwerkingsregister')),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='security_measures', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'beveiligingsmaatregelen',
                'verbose_name_plural': 'beveiligingsmaatregelen',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('document', models.CharField(choices=[('agreement', 'samenwerkingsovereenkomst'), ('protocol', 'protocol')], max_length=10, verbose_name='document')),
                ('party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='partij')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plaats onder het document')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='functie')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='plaats')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='ondertekend op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'handtekening',
                'verbose_name_plural': 'handtekeningen',
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(help_text='Of the notice or of the end; the first, or last, day of a suspension.', verbose_name='dag')),
                ('until_on', models.DateField(null=True, verbose_name='tot en met')),
                ('reason', models.CharField(blank=True, choices=[('not_complied', 'de afspraken worden niet nageleefd'), ('security', 'de beveiliging is niet in orde'), ('breach', 'er is een gegevenslek'), ('consultation', 'de partijen overleggen')], max_length=30, verbose_name='reden')),
                ('last_sending_on', models.DateField(help_text='As told in the letter.', null=True, verbose_name='laatste dag van doorgeven')),
                ('suspension_id', models.UUIDField(help_text='Which suspension; its row is gone when it was taken back.', null=True)),
                ('undo', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField(verbose_name='genoteerd op')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='teruggenomen op')),
                ('kind', models.CharField(choices=[('notice_of_agreement', 'opzegging van de samenwerkingsovereenkomst'), ('notice_of_protocol', 'opzegging van het protocol'), ('end_for_breach', 'stopzetting van het protocol'), ('legal_ground', 'einde van de rechtsgrond'), ('suspension', 'opschorting van het doorgeven'), ('suspension_ended', 'einde van de opschorting')], max_length=20, verbose_name='soort')),
                ('by_party', models.CharField(blank=True, choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='door')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='agreements.agreement')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'stop',
                'verbose_name_plural': 'stops',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='opgeschort vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='opgeschort tot en met')),
                ('reason', models.CharField(choices=[('not_complied', 'de afspraken worden niet nageleefd'), ('security', 'de beveiliging is niet in orde'), ('breach', 'er is een gegevenslek'), ('consultation', 'de partijen overleggen')], max_length=30, verbose_name='reden')),
                ('by_party', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner')], max_length=10, verbose_name='opgeschort door')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'opschorting',
                'verbose_name_plural': 'opschortingen',
                'ordering': ['-from_on'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgreedChange',
            fields=[
                ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='agreed', serialize=False, to='agreements.evaluation')),
                ('amendment', models.CharField(choices=[('terms', 'de duur of de opzegtermijn'), ('contacts', 'de contactpersonen of ondertekenaars'), ('mailbox', 'de mailbox of de manier van doorgeven'), ('security', 'de beveiliging van de gegevens'), ('evaluation', 'een afspraak uit de evaluatie'), ('regulation', 'nieuwe regelgeving')], max_length=20, verbose_name='wijziging')),
                ('agreed_from', models.DateField(verbose_name='vanaf')),
                ('evaluation_months', models.PositiveSmallIntegerField(null=True, verbose_name='evaluatie om de (maanden)')),
                ('notice_months', models.PositiveSmallIntegerField(null=True, verbose_name='opzegtermijn (maanden)')),
                ('ends_on', models.DateField(null=True, verbose_name='tot en met')),
                ('version', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'afgesproken wijziging',
                'verbose_name_plural': 'afgesproken wijzigingen',
            },
        ),
        migrations.CreateModel(
            name='RegisterLine',
            fields=[
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='line', serialize=False, to='agreements.agreement')),
                ('judged_on', models.DateField(db_index=True, verbose_name='beoordeeld voor')),
                ('status', models.CharField(max_length=20, verbose_name='toestand')),
                ('may_send', models.BooleanField(verbose_name='mag versturen')),
                ('obstacles', models.JSONField(default=list, help_text='Codes of law.obstacles.Obstacle.', verbose_name='beletsels')),
                ('doubts', models.PositiveSmallIntegerField(verbose_name='open twijfels')),
                ('deadline_on', models.DateField(blank=True, null=True, verbose_name='dag van de volgende termijn')),
                ('deadline_kind', models.CharField(blank=True, choices=[('agreement_ends', 'einde van de overeenkomst'), ('agreement_notice', 'laatste dag van de opgezegde overeenkomst'), ('protocol_ends', 'einde van het protocol'), ('protocol_notice', 'laatste dag van het opgezegde protocol'), ('suspension_ends', 'einde van de opschorting'), ('evaluation', 'evaluatie'), ('advice_agency', 'advies van de DPO van Opgroeien'), ('advice_partner', 'advies van de DPO van de partner'), ('sign_agreement', 'handtekeningen onder de overeenkomst'), ('sign_protocol', 'handtekeningen onder het protocol')], max_length=20, verbose_name='volgende termijn')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste einde dat nog komt')),
            ],
            options={
                'verbose_name': 'lijn van het register',
                'verbose_name_plural': 'lijnen van het register',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('deadline_kind', ''), ('deadline_on__isnull', True)), models.Q(('deadline_on__isnull', False), models.Q(('deadline_kind', ''), _negated=True)), _connector='OR'), name='deadline_has_day_and_kind')],
            },
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('in_force_from'))), name='agreement_ends_after_its_start', violation_error_message='De einddatum ligt voor de datum van inwerkingtreding. Pas één van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice_given_by_party', ''), ('notice_given_on__isnull', True)), models.Q(('notice_given_by_party__in', ['agency', 'partner']), ('notice_given_on__isnull', False)), _connector='OR'), name='agreement_notice_says_by_whom', violation_error_message='Vul bij een opzegging zowel de datum als de partij in.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('team', 'partner', 'version'), name='one_agreement_per_version', violation_error_message='Er is al een overeenkomst tussen dit lokaal team en deze partner.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('in_force_from__isnull', False)), expressions=[('team', '='), ('partner', '='), (models.Func(models.F('in_force_from'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='versions_do_not_overlap', violation_error_message='In deze periode geldt al een andere versie van deze overeenkomst.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_from__isnull', True), ('amendment', ''), ('replaces__isnull', True), ('version', 1)), models.Q(('agreed_from__isnull', False), ('amendment__in', ['terms', 'contacts', 'mailbox', 'security', 'evaluation', 'regulation']), ('replaces__isnull', False), ('version__gt', 1)), _connector='OR'), name='a_later_version_says_what_it_replaces', violation_error_message='Kies wat er wijzigt, en vul in vanaf wanneer.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('team', models.F('partner')), _negated=True), name='agreement_has_two_parties', violation_error_message='Het lokaal team en de partner zijn dezelfde organisatie.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('evaluation_months__range', (1, 12))), name='evaluation_at_least_yearly', violation_error_message='Plan de evaluatie minstens elk jaar: vul 1 tot 12 maanden in.'),
        ),
        migrations.AddConstraint(
            model_name='bottleneck',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['national_number', 'birth_date', 'family', 'growth_package', 'other_data', 'no_contact', 'wrong_data', 'wrong_mailbox', 'wrong_receiver', 'mailbox_full', 'cannot_open', 'slow_answer', 'unreachable']), ('party__in', ['agency', 'partner'])), name='bottleneck_says_whose_and_what'),
        ),
        migrations.AddConstraint(
            model_name='bottleneck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('evaluation__isnull', True), ('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='bottleneck_is_taken_back_by_someone_before_it_is_discussed'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['representative', 'contact', 'breach']), ('party__in', ['agency', 'partner'])), name='contact_says_whose_and_what_for'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), ('kind__in', ('contact', 'breach')), ('phone', ''), _negated=True), name='contact_can_be_reached', violation_error_message='Vul een telefoonnummer of een e-mailadres in.'),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('agreement', 'document', 'party', 'position', 'field'), name='one_open_doubt_per_field', nulls_distinct=False, violation_error_message='Over dit gegeven is al een twijfel gemeld.'),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(('outcome__in', ['confirmed', 'corrected', 'dropped']), ('settled_at__isnull', False)), _connector='OR'), name='settled_doubt_says_how'),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.CheckConstraint(condition=models.Q(('document__in', ['agreement', 'protocol']), ('field__in', ['in_force_from', 'ends_on', 'notice_months', 'evaluation_months', 'drawn_up_at_place', 'council_decision_on', 'signed_on', 'name', 'function', 'place', 'advised_on', 'dpo_name', 'enterprise_number'])), name='doubt_says_about_what'),
        ),
        migrations.AddConstraint(
            model_name='evaluationpart',
            constraint=models.UniqueConstraint(fields=('evaluation', 'party'), name='one_part_per_side'),
        ),
        migrations.AddConstraint(
            model_name='evaluationpart',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ['agency', 'partner'])), name='part_says_whose'),
        ),
        migrations.AddConstraint(
            model_name='headmail',
            constraint=models.UniqueConstraint(fields=('log', 'day', 'recipient'), name='one_head_mail_per_day'),
        ),
        migrations.AddIndex(
            model_name='knownpapers',
            index=models.Index(fields=['agreement', '-known_at'], name='known_papers_latest'),
        ),
        migrations.AddConstraint(
            model_name='mailboxcheck',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('replaced_at__isnull', True)), fields=('mailbox',), name='one_open_check_per_mailbox'),
        ),
        migrations.AddConstraint(
            model_name='mailboxcheck',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('replaced_at__isnull', True), _connector='OR'), name='an_answered_check_is_not_replaced'),
        ),
        migrations.AddConstraint(
            model_name='mailboxcheck',
            constraint=models.CheckConstraint(condition=models.Q(('wrong_codes__lte', 5)), name='wrong_codes_are_limited'),
        ),
        migrations.AddConstraint(
            model_name='mailboxcheck',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('requested_at'))), name='check_expires_after_its_start'),
        ),
        migrations.AddField(
            model_name='stopletter',
            name='stop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='agreements.stop'),
        ),
        migrations.AddConstraint(
            model_name='notprinted',
            constraint=models.UniqueConstraint(fields=('agreement', 'key'), name='a_fact_is_once_not_printed'),
        ),
        migrations.AddConstraint(
            model_name='ownpart',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True), ('ended_at__isnull', True)), fields=('agreement',), name='one_open_own_part_per_agreement'),
        ),
        migrations.AddConstraint(
            model_name='ownpartlink',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True), ('ended_at__isnull', True)), fields=('part', 'email'), name='one_open_own_part_link_per_address'),
        ),
        migrations.AddIndex(
            model_name='ownpiece',
            index=models.Index(condition=models.Q(models.Q(('answer', ''), _negated=True), ('outcome', '')), fields=['part'], name='answers_to_compare'),
        ),
        migrations.AddConstraint(
            model_name='ownpiece',
            constraint=models.UniqueConstraint(fields=('part', 'kind', 'position'), name='each_piece_is_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='ownpiece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('outcome', '')), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='an_answer_says_when'),
        ),
        migrations.AddConstraint(
            model_name='ownpiece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('judged_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('judged_at__isnull', False)), _connector='OR'), name='a_decision_about_an_answer_says_when'),
        ),
        migrations.AddConstraint(
            model_name='ownpiece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('outcome', 'refused'), _negated=True), ('reason', '')), _connector='OR'), name='a_refusal_of_an_answer_says_why'),
        ),
        migrations.AddConstraint(
            model_name='paperfile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='paperfile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='paperfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('content__isnull', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='paperfile_is_there_or_withdrawn'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['agreement', '-written_at'], name='message_annexes'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), ('transmission__isnull', True)), models.Q(models.Q(('recipient', ''), _negated=True), ('transmission__isnull', False)), _connector='OR'), name='message_goes_by_mail_when_it_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('posted_on__isnull', True), ('transmission__isnull', True), _connector='OR'), name='only_a_letter_is_posted'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('returned_at__isnull', True), ('transmission__isnull', False), _connector='OR'), name='only_a_mail_comes_back'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(condition=models.Q(('held_on__isnull', True)), fields=('agreement',), name='one_evaluation_to_come', violation_error_message='Er is al een evaluatie gepland.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(fields=('agreement', 'held_on'), name='one_evaluation_per_day', violation_error_message='De evaluatie van deze dag is al genoteerd.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__isnull', False), ('asked_on__isnull', False), models.Q(('invitation__isnull', False), ('proposed_on__isnull', False)), _connector='OR'), name='evaluation_is_held_or_the_other_knows_of_it'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__isnull', False), ('minutes__isnull', True), _connector='OR'), name='minutes_come_after_the_evaluation'),
        ),
        migrations.AddConstraint(
            model_name='processor',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ['agency', 'partner']), ('purpose__in', ['mail', 'hosting', 'case_files', 'support', 'backup', 'security', 'other'])), name='processor_says_whose_and_what_for'),
        ),
        migrations.AddConstraint(
            model_name='processor',
            constraint=models.CheckConstraint(condition=models.Q(('enterprise_number', ''), ('enterprise_number__regex', '^[01][0-9]{9}$'), _connector='OR'), name='processor_number_is_ten_digits', violation_error_message='Een ondernemingsnummer telt tien cijfers, bijvoorbeeld 0886.886.638.'),
        ),
        migrations.AddIndex(
            model_name='processorcontract',
            index=models.Index(fields=['receiver', '-signed_on'], name='processor_contract_of'),
        ),
        migrations.AddConstraint(
            model_name='processorcontract',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('signed_on')), _connector='OR'), name='processor_contract_ends_after_it_began', violation_error_message='Het einde ligt voor de ondertekening. Pas één van beide datums aan.'),
        ),
        migrations.AddConstraint(
            model_name='processorcontractfile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='processorcontractfile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='processorcontractfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('content__isnull', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='processorcontractfile_is_there_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='processoroverview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by_party', 'agency'), ('file__isnull', True), ('message__isnull', False)), models.Q(('by_party', 'partner'), ('message__isnull', True)), _connector='OR'), name='our_overview_is_a_message_and_theirs_is_received'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('received_on__isnull', True)), fields=('agreement',), name='one_open_proof_request', violation_error_message='Er is al een vraag om bewijs die op antwoord wacht.'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('received_on__isnull', True)), models.Q(('file__isnull', False), ('received_on__gte', models.F('asked_on')), ('received_on__isnull', False)), _connector='OR'), name='proof_comes_after_the_request_with_a_file', violation_error_message='Vul de dag in waarop u het bewijs kreeg, en kies het bestand.'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('in_force_from'))), name='protocol_ends_after_its_start', violation_error_message='De einddatum ligt voor de datum van inwerkingtreding. Pas één van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice_given_by_party', ''), ('notice_given_on__isnull', True)), models.Q(('notice_given_by_party__in', ['agency', 'partner']), ('notice_given_on__isnull', False)), _connector='OR'), name='protocol_notice_says_by_whom', violation_error_message='Vul bij een opzegging zowel de datum als de partij in.'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('protocol',), name='one_current_mailbox_per_protocol'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(('address__regex', '^(?=.{1,254}$)(?=.{1,64}@)[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$')), name='mailbox_is_one_ascii_address', violation_error_message='Vul één e-mailadres in, bijvoorbeeld sociale.dienst@ocmw.example.'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(('first_verified_by', models.F('second_verified_by')), _negated=True), name='two_people_verify_a_mailbox', violation_error_message='Een tweede beheerder doet de tweede controle.'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_verified_at__isnull', True), ('first_verified_by__isnull', True), ('second_verified_by__isnull', True)), models.Q(('first_verified_at__isnull', False), ('first_verified_by__isnull', False)), _connector='OR'), name='first_check_comes_first'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_verified_at__isnull', True), ('second_verified_by__isnull', True)), models.Q(('second_verified_at__gte', models.F('first_verified_at')), ('second_verified_by__isnull', False)), _connector='OR'), name='second_check_comes_second'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('secrecy_attested_by', ''), ('secrecy_attested_on__isnull', True)), models.Q(('secrecy_attested_on__isnull', False), models.Q(('secrecy_attested_by', ''), _negated=True)), _connector='OR'), name='attestation_says_when_and_by_whom', violation_error_message='Vul bij de bevestiging zowel de datum als de naam in.'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('registered_at')), _connector='OR'), name='mailbox_is_answered_after_it_is_registered'),
        ),
        migrations.AddConstraint(
            model_name='mailbox',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('secrecy_attested_on__isnull', False), _connector='OR'), name='who_answers_for_a_mailbox_attests_secrecy', violation_error_message='Wie de controle beantwoordt, bevestigt ook het beroepsgeheim.'),
        ),
        migrations.AddConstraint(
            model_name='dpoadvice',
            constraint=models.UniqueConstraint(fields=('protocol', 'party'), name='one_advice_per_party', violation_error_message='Het advies van deze DPO is al geregistreerd.'),
        ),
        migrations.AddConstraint(
            model_name='dpoadvice',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ['agency', 'partner'])), name='advice_says_whose'),
        ),
        migrations.AddConstraint(
            model_name='dpoadvice',
            constraint=models.CheckConstraint(condition=models.Q(('asked_on__lte', models.F('advised_on'))), name='advice_is_asked_before_it_is_given', violation_error_message='Het advies is gegeven voor het gevraagd was. Pas één van beide data aan.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('agreement', 'party'), name='one_publication_per_party', violation_error_message='De bekendmaking door deze partij is al genoteerd.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ['agency', 'partner'])), name='publication_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('agreement', 'deadline', 'due_on', 'moment'), name='one_reminder_per_moment'),
        ),
        migrations.AddConstraint(
            model_name='reportedchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['purpose', 'proportionality', 'frequency', 'duration', 'other_law', 'processors'])), name='reported_change_says_what'),
        ),
        migrations.AddConstraint(
            model_name='reportedchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(('answer__in', ['nothing', 'consulted', 'papers_changed', 'overview_changed', 'suspended']), ('answered_on__gte', models.F('reported_on')), ('answered_on__isnull', False)), _connector='OR'), name='reported_change_is_answered_afterwards', violation_error_message='Vul in wat er gedaan is en op welke dag, na de melding.'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'document', 'party', 'position'), name='one_signature_per_position', violation_error_message='Op deze plaats staat al een ondertekenaar.'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('position__in', (1, 2))), name='one_or_two_signatories_per_side', violation_error_message='Elke partij heeft één of twee ondertekenaars.'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('document__in', ['agreement', 'protocol']), ('party__in', ['agency', 'partner'])), name='signature_says_what_and_whose'),
        ),
        migrations.AddIndex(
            model_name='stop',
            index=models.Index(fields=['agreement', '-recorded_at'], name='stops_of_agreement'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at__gte', models.F('recorded_at'))), name='stop_taken_back_after'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by_party', ''), ('kind__in', ['legal_ground'])), models.Q(models.Q(('kind__in', ['legal_ground']), _negated=True), ('by_party__in', ['agency', 'partner'])), _connector='OR'), name='stop_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='suspension_ends_after_its_start', violation_error_message='De laatste dag ligt voor de eerste dag. Pas één van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='agreedchange',
            constraint=models.CheckConstraint(condition=models.Q(('amendment__in', ['terms', 'contacts', 'mailbox', 'security', 'evaluation', 'regulation'])), name='agreed_change_says_what'),
        ),
    ]
