# Sourced: sets $python to a Python that is new enough, or says what to do.
python=""
for name in python3 python3.13 python3.12 python3.11 python3.14; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$(command -v "$name")"
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed. On Debian or Ubuntu, type: sudo apt-get install -y python3 python3-venv" >&2
    exit 1
fi
