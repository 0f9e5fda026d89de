SwaggerUIBundle({
  url: '/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  // Its validator badge would send the description to a third party's server.
  validatorUrl: null,
});
