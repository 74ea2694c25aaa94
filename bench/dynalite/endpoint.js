// Loaded before dynalite's tests (mocha --require): they start a dynalite of their own, and get the
// table store at TABLE_STORE_PORT instead.
const http = require('http')
const Module = require('module')

const port = Number(process.env.TABLE_STORE_PORT)

const request = http.request
http.request = function (options, ...rest) {
  return request.call(http, { ...options, host: '127.0.0.1', port }, ...rest)
}

const load = Module._load
Module._load = function (name, parent, isMain) {
  if (name === '..' && parent && /[\\/]test[\\/][^\\/]+\.js$/.test(parent.filename)) {
    return () => ({
      listen: (unused, done) => setImmediate(done),
      close: (done) => setImmediate(done),
    })
  }
  return load.call(this, name, parent, isMain)
}
