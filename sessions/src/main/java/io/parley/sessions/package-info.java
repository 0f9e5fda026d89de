/// Core's rules, run by actors on the cluster. [io.parley.sessions.cluster.Sessions] starts them on
/// a node; protocols reach them by [io.parley.sessions.entry.Entry]. This module sees ports only;
/// the program's wiring passes in the adapters.
package io.parley.sessions;
