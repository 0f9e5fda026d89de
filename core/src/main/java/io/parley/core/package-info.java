/// The rules and the vocabulary of Parley. JDK only: no actor, no JSON, no JDBC, no clock and no
/// random source; time, ids and chance are inputs. Start reading at
/// [io.parley.core.session.Session].
package io.parley.core;
