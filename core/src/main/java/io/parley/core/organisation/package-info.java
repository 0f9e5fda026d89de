/// Organisations and their people: how one begins, who joins and leaves, under which names it is
/// found, and which staff looks after it. Start at
/// [io.parley.core.organisation.OrganisationCommand]: the rules of its family, such as
/// [io.parley.core.organisation.PeopleRules], decide it against all that was read under the
/// organisation's lock. They give events, each of which is a change of the store and an entry of
/// the audit trail. [io.parley.core.organisation.Organisations] is the port.
///
/// Permissions are no matter of the rules: a command says which one it needs, and
/// [io.parley.core.access.Standing] whether its sender has it.
package io.parley.core.organisation;
