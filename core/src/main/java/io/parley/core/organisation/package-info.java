/// Organisations and their people: how one begins, who joins and leaves, under which names it is
/// found, and which staff looks after it. Start at [OrganisationCommand]: each is decided by
/// the rules of its family, such as [PeopleRules], against what was read under the organisation's lock, and gives events, each of which is a
/// change of the store and an entry of the audit trail. [Organisations] is the port.
///
/// Permissions are no matter of this package: a command says which one it needs, and
/// [io.parley.core.access.Standing] whether its sender has it.
package io.parley.core.organisation;
