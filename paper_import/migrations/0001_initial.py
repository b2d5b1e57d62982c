import django.db.models.deletion
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('gbo', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', vault.fields.SealedBytesField(null=True, verbose_name='inhoud')),
                ('status', models.CharField(choices=[('uploaded', 'wordt nagekeken'), ('checked', 'nagekeken'), ('confirmed', 'wordt ingevoerd'), ('imported', 'ingevoerd'), ('unreadable', 'niet leesbaar'), ('failed', 'mislukt'), ('discarded', 'verworpen')], default='uploaded', max_length=12, verbose_name='toestand')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='uitleg')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='aantal regels')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='nagekeken of ingevoerd')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                ('uploaded_at', models.DateTimeField(verbose_name='opgeladen op')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='bevestigd op')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='afgewerkt op')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invoer',
                'verbose_name_plural': 'invoer',
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='regel')),
                ('label', models.CharField(blank=True, max_length=250, verbose_name='overeenkomst')),
                ('outcome', models.CharField(choices=[('new', 'nieuw'), ('changed', 'wijzigt'), ('same', 'geen wijziging'), ('wrong', 'fout')], max_length=10, verbose_name='uitkomst')),
                ('findings', models.JSONField(default=list, verbose_name='bevindingen')),
                ('doubts', models.PositiveSmallIntegerField(default=0, verbose_name='twijfels')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='vingerafdruk')),
                ('paper_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='paper_import.paperimport')),
            ],
            options={
                'verbose_name': 'regel',
                'verbose_name_plural': 'regels',
            },
        ),
        migrations.CreateModel(
            name='PaperDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', vault.fields.SealedBytesField(null=True, verbose_name='inhoud')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='vingerafdruk')),
                ('sealed_name', vault.fields.SealedTextField(null=True, verbose_name='bestandsnaam')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='plaats in de map')),
                ('papers', models.CharField(choices=[('agreement', 'samenwerkingsovereenkomst'), ('protocol', 'protocol'), ('both', 'overeenkomst met haar protocol'), ('gbo', 'GBO-overeenkomst')], default='protocol', max_length=10, verbose_name='papieren')),
                ('pages', models.PositiveSmallIntegerField(default=0, verbose_name='bladzijden om te tonen')),
                ('status', models.CharField(choices=[('waiting', 'wordt gelezen'), ('open', 'na te kijken'), ('unreadable', 'niet leesbaar'), ('registered', 'geregistreerd'), ('discarded', 'weggegooid')], default='waiting', max_length=10, verbose_name='toestand')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='uitleg')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                ('sealed_read', vault.fields.SealedTextField(null=True, verbose_name='gelezen')),
                ('sealed_texts', vault.fields.SealedTextField(null=True, verbose_name='tekst per blad')),
                ('sealed_answers', vault.fields.SealedTextField(null=True, verbose_name='antwoorden')),
                ('uploaded_at', models.DateTimeField(verbose_name='toegevoegd op')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='bewaard op')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='afgewerkt op')),
                ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
                ('gbo_agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboagreement')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'papier om over te typen',
                'verbose_name_plural': 'papieren om over te typen',
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['uploaded_at'], name='paper_draft_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('papers__in', ['agreement', 'protocol', 'both', 'gbo']), ('status__in', ['waiting', 'open', 'unreadable', 'registered', 'discarded'])), name='paper_draft_says_where_it_is'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'waiting'), _negated=True), ('content__isnull', False), _connector='OR'), name='waiting_draft_has_its_file'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'registered'), _negated=True), models.Q(('agreement__isnull', False), ('gbo_agreement__isnull', True)), models.Q(('agreement__isnull', True), ('gbo_agreement__isnull', False)), _connector='OR'), name='registered_draft_has_its_agreement'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('registered', 'discarded')), _negated=True), models.Q(('content__isnull', True), ('sealed_answers__isnull', True), ('sealed_name__isnull', True), ('sealed_read__isnull', True), ('sealed_texts__isnull', True)), _connector='OR'), name='finished_draft_is_empty'), models.UniqueConstraint(condition=models.Q(models.Q(('fingerprint', ''), _negated=True), models.Q(('status', 'discarded'), _negated=True)), fields=('fingerprint',), name='one_draft_of_a_file', violation_error_message='Dit bestand is al toegevoegd.')],
            },
        ),
        migrations.AddIndex(
            model_name='paperimport',
            index=models.Index(condition=models.Q(('status__in', ('uploaded', 'confirmed'))), fields=['uploaded_at'], name='import_waiting'),
        ),
        migrations.AddConstraint(
            model_name='paperimport',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['uploaded', 'checked', 'confirmed', 'imported', 'unreadable', 'failed', 'discarded'])), name='import_status_exists'),
        ),
        migrations.AddConstraint(
            model_name='paperimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('uploaded', 'confirmed')), _negated=True), ('content__isnull', False), _connector='OR'), name='waiting_import_has_its_file'),
        ),
        migrations.AddConstraint(
            model_name='importline',
            constraint=models.UniqueConstraint(fields=('paper_import', 'number'), name='import_line_once'),
        ),
    ]
