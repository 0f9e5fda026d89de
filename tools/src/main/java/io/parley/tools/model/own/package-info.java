/// Models that organisations bring, before those of the installation. Start at
/// [io.parley.tools.model.own.OrganisationModels]; [io.parley.tools.model.own.OpenModel] is one
/// that is in use on this node.
package io.parley.tools.model.own;
