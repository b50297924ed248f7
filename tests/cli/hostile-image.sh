# An image that shrinks what it shares with the controller is not answered to, and ends nobody else.
cat >image <<'IMAGE'
#!/bin/bash
for fd in /proc/$$/fd/*; do
	truncate -s 0 "$fd" 2>/dev/null
done
exit 0
IMAGE
chmod +x image
"$PROCBENCH" fork:image=./image --iters 2 --launches 1 --no-floor --format csv -q 2>err | cut -d, -f1,3
echo "exit ${PIPESTATUS[0]}"
cat err
