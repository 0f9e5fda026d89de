/// Health of the installation's nodes, for the platform's operators: start at
/// [io.parley.http.node.NodeHealthEndpoint].
package io.parley.http.node;
