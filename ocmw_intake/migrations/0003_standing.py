import django.db.models.deletion
from django.db import migrations, models

BEGIN = """
insert into ocmw_intake_intake (id, referral_id)
select gen_random_uuid(), referral.id
from referrals_referral referral
join outbox_transmission transmission on transmission.id = referral.transmission_id
where transmission.sent_at is not null
on conflict (referral_id) do nothing
"""

STAND = """
update ocmw_intake_intake intake set
    partner_id = fact.partner_id,
    received_at = fact.sent_at,
    must_go_since = coalesce(fact.told_team_at, fact.told_here_at, fact.no_reason_since),
    status = case
        when case when fact.told_team_at is null then fact.deleted_here else fact.deleted_for_team end then 'deleted'
        when coalesce(fact.told_team_at, fact.told_here_at, fact.no_reason_since) is not null then 'to_delete'
        when fact.has_outcome then 'closed'
        when fact.was_reached then 'reached'
        when fact.was_tried then 'not_reached'
        else 'to_contact'
    end
from (
    select intake.id, referral.partner_id, transmission.sent_at,
        told_team.recorded_at as told_team_at, told_here.recorded_at as told_here_at,
        case when outcome.kind in ('declines', 'not_reached', 'moved') then outcome.recorded_at end as no_reason_since,
        outcome.id is not null as has_outcome,
        deletion.intake_id is not null as deleted_here, declaration.referral_id is not null as deleted_for_team,
        coalesce(attempt.reached, false) as was_reached, attempt.intake_id is not null as was_tried
    from ocmw_intake_intake intake
    join referrals_referral referral on referral.id = intake.referral_id
    join outbox_transmission transmission on transmission.id = referral.transmission_id
    left join consent_withdrawal told_team on told_team.consent_id = referral.consent_id
    left join ocmw_intake_clientwithdrawal told_here on told_here.intake_id = intake.id
    left join ocmw_intake_outcome outcome on outcome.intake_id = intake.id and outcome.replaced_at is null
    left join ocmw_intake_deletion deletion on deletion.intake_id = intake.id
    left join referrals_deletiondeclaration declaration on declaration.referral_id = referral.id
    left join (
        select intake_id, bool_or(reached) as reached from ocmw_intake_contactattempt group by intake_id
    ) attempt on attempt.intake_id = intake.id
) fact
where fact.id = intake.id
"""

STATUSES = [
    ("to_contact", "te contacteren"),
    ("not_reached", "niet bereikt"),
    ("reached", "contact gelukt"),
    ("to_delete", "te verwijderen"),
    ("closed", "afgesloten"),
    ("deleted", "verwijderd"),
]


class Migration(migrations.Migration):
    """Keeps with each follow-up where it stands, and opens the follow-up of every referral that arrived."""

    dependencies = [
        ("consent", "0001_initial"),
        ("directory", "0001_initial"),
        ("ocmw_intake", "0002_client"),
        ("referrals", "0005_consent_trigger"),
    ]

    operations = [
        migrations.AddField(
            "intake",
            "partner",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
                verbose_name="ontvanger",
            ),
        ),
        migrations.AddField(
            "intake", "received_at", models.DateTimeField(editable=False, null=True, verbose_name="ontvangen op")
        ),
        migrations.AddField(
            "intake",
            "status",
            models.CharField(choices=STATUSES, editable=False, max_length=12, null=True, verbose_name="toestand"),
        ),
        migrations.AddField(
            "intake",
            "must_go_since",
            models.DateTimeField(editable=False, null=True, verbose_name="te verwijderen sinds"),
        ),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        migrations.RunSQL(STAND, migrations.RunSQL.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField(
            "intake",
            "partner",
            models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
                verbose_name="ontvanger",
            ),
        ),
        migrations.AlterField(
            "intake", "received_at", models.DateTimeField(editable=False, verbose_name="ontvangen op")
        ),
        migrations.AlterField(
            "intake",
            "status",
            models.CharField(choices=STATUSES, editable=False, max_length=12, verbose_name="toestand"),
        ),
        migrations.AddConstraint(
            "intake",
            models.CheckConstraint(
                condition=models.Q(("status__in", [code for code, _label in STATUSES])), name="intake_status_is_known"
            ),
        ),
        migrations.AddIndex(
            "intake",
            models.Index(fields=["partner", "status", "received_at", "id"], name="intake_worklist"),
        ),
    ]
