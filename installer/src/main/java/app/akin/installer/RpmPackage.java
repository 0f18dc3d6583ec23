package app.akin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A package for Fedora, openSUSE and derivatives, built with `rpmbuild`, which detects library
/// dependencies.
///
/// @param target the platform
/// @param version the version
/// @param epoch timestamp of the package, in seconds since 1970
record RpmPackage(Target target, String version, String epoch) {
  /// Builds the image.
  ///
  /// @param root the installed files, relative to the file system root
  /// @param work temporary folder
  /// @param folder output folder
  /// @return the package
  Path make(Path root, Path work, Path folder) throws IOException, InterruptedException {
    Path spec = Files.createDirectories(work.resolve("rpm")).resolve("akin.spec");
    // Libraries in the image are private, so they are neither provided nor required.
    Files.writeString(
        spec,
        """
        %%global __requires_exclude_from ^/opt/akin/lib/natives/.*$
        %%global __provides_exclude_from ^/opt/akin/.*$
        %%global __requires_exclude ^lib(freetype\\.so\\(\\)|jvm|jli|java|awt|net|nio|verify|prism|glass|javafx|jawt).*$
        %%global __os_install_post %%{nil}
        %%global _build_id_links none
        %%global _binary_payload w6T0.xzdio
        Name: akin
        Version: %s
        Release: 1
        Summary: Finds the photo you mean
        License: Apache-2.0
        Requires: gtk3 libstdc++ fontconfig%s
        %%description
        Give Akin a picture and say what should differ ("make it night"), or only one of the two,
        and the photos on your own disk that fit come up. It runs on your computer, and nothing
        about your photos leaves it.
        %%install
        mkdir -p %%{buildroot}
        cp -a %s/. %%{buildroot}/
        mv %%{buildroot}/usr/share/zsh/vendor-completions %%{buildroot}/usr/share/zsh/site-functions
        %%files
        /opt/akin
        /usr/bin/akin
        /usr/share/applications/*
        /usr/share/bash-completion/completions/*
        /usr/share/doc/akin
        /usr/share/fish/vendor_completions.d/*
        /usr/share/icons/hicolor/*/apps/*
        /usr/share/man/man1/*
        /usr/share/metainfo/*
        /usr/share/zsh/site-functions/*
        """
            .formatted(version, target.isArm() ? " libva" : "", root));
    Tools.runSystem(
        Map.of("SOURCE_DATE_EPOCH", epoch),
        "rpmbuild",
        "-bb",
        "--target",
        target.rpm(),
        "--define",
        "_topdir " + work.resolve("rpm"),
        "--define",
        "_rpmdir " + folder,
        "--define",
        "_build_name_fmt %{NAME}-%{VERSION}.%{ARCH}.rpm",
        spec.toString());
    return folder.resolve("akin-%s.%s.rpm".formatted(version, target.rpm()));
  }
}
