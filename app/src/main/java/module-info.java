/// The window and the command line.
@org.jspecify.annotations.NullMarked
module app.akin {
  requires atlantafx.base;
  requires app.akin.core;
  requires app.akin.resources;
  requires com.google.gson;
  requires info.picocli;
  requires java.logging;
  requires javafx.controls;
  requires javafx.graphics;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.material2;
  requires org.slf4j;
  requires static org.jspecify;
}
