package io.parley.core.audit;

import io.parley.core.tenant.TenantId;
import java.time.Instant;

/// One entry of a tenant's audit trail.
///
/// @param number 1, 2, 3 … without a gap
/// @param by the author, see [Actor#text]
/// @param from an address, or `unknown`
/// @param hash of this entry and, by that, of all before it, see [AuditChain]
public record AuditEntry(
    TenantId tenant, long number, Instant at, String by, String from, Change change, String hash) {}
