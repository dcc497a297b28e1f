// What is wrong with a form is met first. Every page works without this.
document.querySelector('.errors')?.focus();
