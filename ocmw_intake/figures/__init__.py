"""The yearly figures of both sides (R80, R45), read-only; what the receiver logged only as in ADR 0036 (D4).

`scope` and `period` say of whom and of when, `team_side` and `receiver_side` count in SQL, `suppression` says what
stays hidden, `published` makes the tables, `report` and `dossier` put them together, `charts` and `spreadsheet` show
the same tables in another way.
"""
