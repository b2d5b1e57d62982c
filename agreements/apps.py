from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The papers that must be in order before anything is shared: agreements with their protocol (R26)."""

    name = "agreements"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        from agreements.actions import returned_mail
        from agreements.models import Agreement, Message, OwnPart, PaperFile, ProcessorContract, ProcessorContractFile
        from agreements.rules.trail import papers_of_letters, things_with
        from agreements.transmissions import (
            EvaluationCourier,
            HeadCourier,
            MailboxCheckCourier,
            MessageCourier,
            OwnPartCourier,
        )
        from audit import names
        from outbox import couriers, listeners
        from outbox.models import Transmission

        names.register(things_with)
        names.register_details(papers_of_letters, Message, Transmission)
        names.register_page(Agreement, "agreements:agreement", "pk")
        names.register_page(Message, "agreements:message", "agreement_id", "pk")
        names.register_page(OwnPart, "agreements:agreement", "agreement_id")
        names.register_page(PaperFile, "agreements:files", "agreement_id")
        names.register_page(ProcessorContract, "agreements:receiver_contracts", "receiver_id")
        names.register_page(ProcessorContractFile, "agreements:receiver_contracts", "contract__receiver_id")
        couriers.register(MessageCourier())
        couriers.register(HeadCourier())
        couriers.register(MailboxCheckCourier())
        couriers.register(EvaluationCourier())
        couriers.register(OwnPartCourier())
        listeners.register(returned=returned_mail.tell_return, fault=returned_mail.tell_fault)
