/// Core's rules, run by actors on the cluster. [io.parley.sessions.cluster.Sessions] starts them on
/// a node; protocols reach them by [io.parley.sessions.entry.Entry]. It sees ports only; adapters
/// are handed in by whoever wires the program.
package io.parley.sessions;
