/// The rules and the words of Parley. JDK only: no actor, no JSON, no JDBC, no clock and no dice;
/// time, ids and chance are inputs. Start reading at [io.parley.core.session.Session].
package io.parley.core;
