package io.parley.core.organisation;

import io.parley.core.access.Assignment;
import io.parley.core.tenant.OrganisationId;
import java.util.Optional;

/// A new organisation, by its owner-to-be or by staff for a client.
///
/// @param claim how it gets its owner
/// @param isAssisted whether staff makes it
/// @param lead the staff that made it, assigned to it; empty unless a person made it
public record SignUp(
    OrganisationId id,
    String name,
    Slug slug,
    Claim claim,
    boolean isAssisted,
    Optional<Assignment> lead) {}
