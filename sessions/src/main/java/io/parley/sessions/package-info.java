/// Core's rules, run by actors on the cluster. [io.parley.sessions.Sessions] is the one door:
/// start, say, interrupt, decide, end, listen. It sees ports only; adapters are handed in by
/// whoever wires the house.
package io.parley.sessions;
