package io.parley.core.access;

import io.parley.core.person.PersonId;
import java.time.Instant;

/// A person's place in an organisation.
public record Membership(PersonId person, RoleSet roles, Instant since) {}
