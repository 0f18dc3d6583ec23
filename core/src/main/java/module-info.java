/// Akin's core: indexes, stores and finds photos.
@org.jspecify.annotations.NullMarked
module app.akin.core {
  requires ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires ai.djl.tokenizers;
  requires app.akin.resources;
  requires com.google.gson;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.tiff;
  requires com.twelvemonkeys.imageio.webp;
  requires dec;
  requires directory.watcher;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires com.drew.metadata;
  requires org.apache.commons.compress;
  requires org.apache.pdfbox;
  requires org.apache.pdfbox.io;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static transitive org.jspecify;

  exports app.akin.core.benchmark;
  exports app.akin.core.diagnostics;
  exports app.akin.core.evaluation;
  exports app.akin.core.evaluation.data;
  exports app.akin.core.evaluation.metric;
  exports app.akin.core.export;
  exports app.akin.core.gpu;
  exports app.akin.core.ingest;
  exports app.akin.core.library;
  exports app.akin.core.mark;
  exports app.akin.core.model;
  exports app.akin.core.model.install;
  exports app.akin.core.model.precision;
  exports app.akin.core.photo;
  exports app.akin.core.query;
  exports app.akin.core.query.gloss;
  exports app.akin.core.search;
  exports app.akin.core.selftest;
  exports app.akin.core.share;
  exports app.akin.core.sidecar;
  exports app.akin.core.text;
  exports app.akin.core.update;
}
