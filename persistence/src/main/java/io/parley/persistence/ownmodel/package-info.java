/// Models that organisations bring, in tables; start at
/// [io.parley.persistence.ownmodel.JdbcOwnModels].
package io.parley.persistence.ownmodel;
