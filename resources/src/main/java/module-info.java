/// Bundled files: starter model, message bundles, licences.
@org.jspecify.annotations.NullMarked
module app.akin.resources {
  requires static org.jspecify;

  exports app.akin.resources;
}
