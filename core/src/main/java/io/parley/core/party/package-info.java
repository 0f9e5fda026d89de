/// The actors of a session: [io.parley.core.party.Party].
package io.parley.core.party;
