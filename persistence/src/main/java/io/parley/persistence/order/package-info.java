/// The shop's orders in a table: [io.parley.persistence.order.JdbcOrders].
package io.parley.persistence.order;
