import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client', models.CharField(choices=[('parent', 'ouder, of iemand anders met ouderlijk gezag'), ('expectant', 'toekomstige ouder')], max_length=10, verbose_name='wie')),
                ('told_purpose', models.BooleanField(verbose_name='doel')),
                ('told_data', models.BooleanField(verbose_name='welke gegevens')),
                ('told_receiver', models.BooleanField(verbose_name='met wie')),
                ('told_next_steps', models.BooleanField(verbose_name='wat er daarna gebeurt')),
                ('told_expectations', models.BooleanField(verbose_name='wat de cliënt mag verwachten')),
                ('is_free', models.BooleanField(verbose_name='vrij')),
                ('is_explicit', models.BooleanField(verbose_name='uitdrukkelijk')),
                ('is_decided_together', models.BooleanField(verbose_name='samen beslist')),
                ('given_on', models.DateField(verbose_name='gegeven op')),
                ('channel', models.CharField(choices=[('oral', 'mondeling'), ('written', 'schriftelijk')], max_length=10, verbose_name='hoe')),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('fr', 'Frans'), ('en', 'Engels'), ('ar', 'Arabisch'), ('tr', 'Turks'), ('uk', 'Oekraïens'), ('other', 'een andere taal')], max_length=10, verbose_name='taal')),
                ('interpreter', models.CharField(blank=True, choices=[('none', 'niemand, wij verstonden elkaar'), ('professional', 'een sociaal tolk'), ('brought', 'iemand die de cliënt meebracht'), ('colleague', 'een collega')], max_length=20, verbose_name='wie tolkte')),
                ('text_version', models.CharField(max_length=20, verbose_name='versie van de informatie')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('obtained_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'toestemming',
                'verbose_name_plural': 'toestemmingen',
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('told', vault.fields.SealedTextField(purpose='consent.proof', verbose_name='ingevuld')),
                ('ends_on', models.DateField(verbose_name='bewaard tot en met')),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proof', to='consent.consent')),
            ],
            options={
                'verbose_name': 'bewijs van toestemming',
                'verbose_name_plural': 'bewijzen van toestemming',
            },
        ),
        migrations.CreateModel(
            name='SignedSheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', vault.fields.SealedBytesField(purpose='consent.proof', verbose_name='inhoud')),
                ('size', models.PositiveIntegerField(verbose_name='grootte in bytes')),
                ('kept_at', models.DateTimeField(verbose_name='bewaard op')),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signed_sheet', to='consent.consent')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ondertekend blad',
                'verbose_name_plural': 'ondertekende bladen',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='signed_sheet_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('withdrawn_on', models.DateField(verbose_name='ingetrokken op')),
                ('reason', models.CharField(choices=[('changed_mind', 'de cliënt trok de toestemming in'), ('moved', 'de cliënt is verhuisd'), ('wrong_receiver', 'de ontvanger was niet de juiste')], default='changed_mind', max_length=20, verbose_name='waarom')),
                ('told_by', models.CharField(choices=[('client', 'de cliënt zelf'), ('on_behalf', 'iemand namens de cliënt'), ('receiver', 'de ontvanger'), ('ourselves', 'wij merkten het zelf')], default='client', max_length=20, verbose_name='van wie')),
                ('told_to', models.CharField(choices=[('recorder', 'mij'), ('colleague', 'een collega van mijn team'), ('page', 'de pagina voor cliënten')], default='recorder', max_length=20, verbose_name='aan wie')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='consent.consent')),
                ('recorded_by', models.ForeignKey(help_text='Nobody: D35.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'intrekking',
                'verbose_name_plural': 'intrekkingen',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recorded_by__isnull', True), ('told_to', 'page')), models.Q(('recorded_by__isnull', False), models.Q(('told_to', 'page'), _negated=True)), _connector='OR'), name='withdrawal_is_recorded_by_someone_or_by_the_client')],
            },
        ),
    ]
