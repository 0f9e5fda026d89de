/// Checks of the deployment files: the manifests for Kubernetes, the image, the compose file,
/// alerts, dashboard, licences. Start with [io.parley.conventions.deploy.ManifestsTest].
package io.parley.conventions.deploy;
