import django.db.models.deletion
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
