"""The schema of the first release, which `semsearch.store.schema` creates: later migrations follow this one."""

revision = "0009"
down_revision = None
