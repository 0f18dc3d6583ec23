package app.akin.core.model;

import app.akin.core.embed.RankingSettings;
import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFolders;
import app.akin.core.model.install.ModelFolders.InstalledModel;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The states of all models for one library: built in, offered, begun, installed or damaged, and
/// how many of the library's photos each has embedded. Thread-safe.
///
/// @param list the models available for download
/// @param models opens the models
/// @param vectors the library's vectors
record ModelStates(ModelList list, Models models, LibraryVectors vectors) {
  /// Returns all models: the starter, the listed models, then the imported ones. Reads only small
  /// files.
  List<CatalogedModel> all(Choice chosen) {
    ModelFolders folders = models.local().folders();
    Map<String, InstalledModel> installedByName = new TreeMap<>();
    folders.list().forEach(installed -> installedByName.put(installed.name(), installed));
    List<CatalogedModel> all = new ArrayList<>();
    all.add(entry(starter(), State.BUILT_IN, chosen, 0, Optional.empty()));
    for (ModelDescriptor model : list.models()) {
      InstalledModel installed = installedByName.remove(model.name());
      if (installed != null) {
        all.add(installed(model, installed, chosen));
      } else {
        long partialBytes = folders.partialBytes(model.name());
        all.add(
            entry(
                model,
                partialBytes > 0 ? State.BEGUN : State.OFFERED,
                chosen,
                partialBytes,
                Optional.empty()));
      }
    }
    installedByName
        .values()
        .forEach(installed -> all.add(installed(imported(installed.name()), installed, chosen)));
    return List.copyOf(all);
  }

  private CatalogedModel installed(ModelDescriptor model, InstalledModel installed, Choice chosen) {
    State state =
        installed.record().findMismatch(installed.folder()).isEmpty()
            ? State.INSTALLED
            : State.DAMAGED;
    return entry(
        model,
        state,
        chosen,
        installed.record().bytes(),
        Optional.of(installed.record().verification()));
  }

  private CatalogedModel entry(
      ModelDescriptor model,
      State state,
      Choice chosen,
      long bytes,
      Optional<Verification> verification) {
    boolean usable = state == State.BUILT_IN || state == State.INSTALLED;
    return new CatalogedModel(
        model,
        state,
        model.embedsPrompts() || models.local().embedsPrompts(model.name()),
        usable ? models.photoTime(model.name()) : Optional.empty(),
        chosen.active().equals(model.name()),
        chosen.isSwitching() && chosen.target().equals(model.name()),
        bytes,
        verification,
        usable ? embeddedCount(model.name()) : 0,
        vectors.photoCount());
  }

  /// Returns the number of the library's photos that a model has embedded.
  long embeddedCount(String name) {
    return models.fingerprint(name).map(vectors::embeddedCount).orElse(0L);
  }

  private static ModelDescriptor starter() {
    return new ModelDescriptor(
        Models.STARTER,
        "Akin starter",
        "",
        "",
        List.of(),
        "ready",
        0,
        "",
        List.of("en"),
        0,
        0,
        0,
        RankingSettings.SUM);
  }

  private static ModelDescriptor imported(String name) {
    return new ModelDescriptor(
        name, name, "", "", List.of(), "", 0, "", List.of(), 0, 0, 0, RankingSettings.SUM);
  }
}
