/// Models that organisations bring, and their budgets, in tables; start at
/// [io.parley.persistence.ownmodel.JdbcOwnModels].
package io.parley.persistence.ownmodel;
