/// The model that an organisation brings; start at [io.parley.http.model.OwnModelEndpoints].
package io.parley.http.model;
