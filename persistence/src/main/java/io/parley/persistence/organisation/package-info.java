/// Organisations, their people and the platform's staff in tables. Start at
/// [io.parley.persistence.organisation.JdbcOrganisations]: each command is one transaction, whose
/// lock is the organisation's row.
package io.parley.persistence.organisation;
