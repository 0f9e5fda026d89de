package io.parley.http.organisation;

import io.parley.core.audit.AuditTrail;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Retentions;
import io.parley.core.organisation.TextRecords;
import io.parley.core.person.Persons;

/// All that the endpoints ask.
///
/// @param records of the domain name system, for proofs of domains
public record OrganisationStores(
    Organisations organisations,
    OrganisationDirectory directory,
    Persons persons,
    AuditTrail audit,
    Retentions retentions,
    TextRecords records,
    OrganisationSites sites,
    OrganisationNumbers numbers,
    MailWords words) {}
