# shellcheck shell=bash
# What is published, and how somebody comes to it who is not part of this build. Sourced by the scripts that try that out.
# shellcheck disable=SC2034  # used by the scripts that source this file

# A repository with all that is published, as the last stage that came to its end left it.
STAGING=$LAB_DIR/../target/staging

# The local repository of whoever runs this.
OWN_REPOSITORY=${MAVEN_LOCAL_REPOSITORY:-$HOME/.m2/repository}

# stage MAVEN-ARGUMENT…: builds everything and puts what is published into STAGING.
stage() {
    local status=0 unfinished=$STAGING-unfinished
    rm -rf "$STAGING" "$unfinished"
    mvn -B -ntp deploy -Ppublish -Dmaven.install.skip=true -DaltDeploymentRepository="staging::file://$unfinished" "$@" || status=$?
    # Maven keeps notes of what it has deployed, which mean nothing to the next build.
    if [[ -d $OWN_REPOSITORY/io/cloudhost ]]; then
        find "$OWN_REPOSITORY/io/cloudhost" \( -name 'maven-metadata-staging.xml*' -o -name resolver-status.properties \) -delete
        find "$OWN_REPOSITORY/io/cloudhost" -type d -empty -delete
    fi
    ((status != 0)) || mv "$unfinished" "$STAGING"
    return "$status"
}

# The version that is staged.
staged_version() { basename "$STAGING"/io/cloudhost/cloudhost-bom/*/; }

# Paths of what is published, without signatures and the repository's own bookkeeping.
published_files() {
    (cd "$1" && find . -type f -not -name 'maven-metadata.xml*' -not -name '*.md5' -not -name '*.sha1' -not -name '*.asc' | sort)
}

# Reads paths and writes them as those of a local repository: the name of a staged snapshot has the time of its deployment.
without_deployment_time() { sed -E 's/-[0-9]{8}\.[0-9]{6}-[0-9]+([-.][^/]*)$/-SNAPSHOT\1/'; }

# library_repository FOLDER: makes FOLDER a local repository that has the libraries of the user's own one, and nothing of ours.
# They are links to the files there, if FOLDER is on the same file system; without the notes of Maven, which it writes in place.
library_repository() {
    mkdir -p "$OWN_REPOSITORY"
    cp -al "$OWN_REPOSITORY" "$1" 2>/dev/null || { rm -rf "$1" && cp -a "$OWN_REPOSITORY" "$1"; }
    rm -rf "$1/io/cloudhost"
    find "$1" \( -name _remote.repositories -o -name resolver-status.properties -o -name '*.lastUpdated' \) -delete
}

# local_repository FOLDER: makes FOLDER a local repository that has what is staged, and the libraries.
local_repository() {
    local path
    [[ -d $STAGING ]] || stage -q -DskipTests
    library_repository "$1"
    published_files "$STAGING" | while read -r path; do
        install -m 644 -D "$STAGING/$path" "$1/$(without_deployment_time <<<"$path")"
    done
}

# Maven for a build that is short, whatever the machine's defaults are.
quick_maven() { MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1" mvn -B -ntp "$@"; }
