/// Traces of telephone calls, for those that are lost
/// ([io.parley.persistence.phone.JdbcPhoneTraces]).
package io.parley.persistence.phone;
