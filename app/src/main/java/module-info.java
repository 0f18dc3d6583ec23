/// Akin's fronts: the command line.
@org.jspecify.annotations.NullMarked
module app.akin {
  requires app.akin.core;
  requires app.akin.resources;
  requires info.picocli;
  requires java.logging;
  requires org.slf4j;
  requires static org.jspecify;
}
