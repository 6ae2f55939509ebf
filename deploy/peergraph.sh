#!/bin/sh
# `peergraph` as the user of the service of deploy/peergraph.service, with its settings. For root:
#
#   install -m 755 deploy/peergraph.sh /usr/local/bin/peergraph
set -eu
if [ "$(id -u)" -ne 0 ]; then
    echo "$0 changes to the user of the service: run it as root, for example by sudo." >&2
    exit 1
fi
export HOME=/var/lib/peergraph PEERGRAPH_DATA=/var/lib/peergraph PEERGRAPH_CACHE=/var/cache/peergraph
if [ -r /etc/peergraph.conf ]; then
    set -a
    . /etc/peergraph.conf
    set +a
fi
exec runuser -u peergraph -- /opt/peergraph/bin/peergraph "$@"
